import {
  APP_NAME_LABEL,
  SNAPSHOT_API,
  VELERO_SNAPSHOT_CLASS_LABEL,
} from "../../../fleet/charts/platform-vocabulary.ts";
import { EBS_PROVISIONER } from "../../../fleet/eks-vocabulary.ts";
import { LONGHORN_CLASS, LONGHORN_PROVISIONER } from "../../../fleet/k3s/system-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";

const PODS = { [APP_NAME_LABEL]: "snapshot-controller" };

const METRICS_PORT = 8080;

const IN_FLIGHT = "snapshot_controller_operations_in_flight";
const FINISHED = "snapshot_controller_operation_total_seconds_count";

/** The class that snapshots get, whatever takes them. */
const SNAPSHOT_CLASS = "platform";

/**
 * Snapshots of volumes: their kinds, and the controller that hands them on to the driver of the volume. Upstream publishes
 * plain manifests; the chart that wraps its controller leaves its kinds to a release of their own, which is kept.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter
 */
export const volumeSnapshots: AddOn<"volume-snapshots"> = {
  contract: {
    name: "volume-snapshots",
    purpose: "Snapshots of volumes, by whatever provides them.",
    chart: "snapshot-controller",
    crdChart: "external-snapshotter-crds",
    namespace: "volume-snapshots",
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: METRICS_PORT },
    },
    ready: { kind: "release", what: "its pods are ready: they have found their kinds" },
    teardown: { first: [], stays: ["its kinds, and with them all snapshots"] },
    backup: "Snapshots lie where the volumes do; their objects are backed up by Velero.",
    metrics: [IN_FLIGHT, FINISHED],
    notes: [
      "A snapshot stays in the storage when its object or namespace is deleted: who deletes by mistake loses nothing, and Velero removes those of its own backups.",
      "Profiles bring it where the driver can take snapshots: on EKS, and on K3s with Longhorn. The driver of EBS on K3s runs without that part, and attached clusters bring their own.",
      "The class has the mark by which Velero finds it. Where atoll does not know the driver there is no class.",
    ],
    timeoutSeconds: 300,
  },
  values,
  objects: (context) => snapshotClass(context),
  workloads: ({ settings }) => ({ "snapshot-controller": workload(settings.replicas) }),
  rules: () => [RULES],
};

/** One works at a time, and the second takes over. */
function workload(replicas: number): Workload {
  return { kind: "Deployment", replicas: Math.min(2, replicas), cpuMillicores: 10, memoryMiB: 96 };
}

function values({ settings, image, has }: AddOnContext): Values {
  const runs = workload(settings.replicas);
  const { registry, path, tag } = image("snapshot-controller:");
  return {
    installCRDs: false,
    controller: {
      replicaCount: runs.replicas,
      image: { repository: `${registry}/${path}`, tag },
      args: {
        leaderElection: true,
        leaderElectionNamespace: "$(NAMESPACE)",
        httpEndpoint: `:${METRICS_PORT}`,
      },
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 1000,
      },
      resources: resourcesOf(runs),
      priorityClassName: PLATFORM_PRIORITY,
      topologySpreadConstraints: spread(PODS),
      ...(runs.replicas > 1 ? { pdb: { maxUnavailable: 1 } } : {}),
      serviceMonitor: { create: has("prometheus-operator-crds") },
    },
    // Only for group snapshots of versions that no cluster here ever had.
    webhook: { enabled: false },
  };
}

/** How snapshots are taken, by who provides volumes. */
function snapshotClass({ facts, cloud, settings }: AddOnContext): readonly AddOnObject[] {
  const tags = settings.ebsVolumes === true ? cloud?.tags : undefined;
  const taken = takenBy(facts.storageClass === LONGHORN_CLASS, tags);
  if (taken === undefined) return [];
  return [
    {
      role: "class",
      apiVersion: SNAPSHOT_API,
      kind: "VolumeSnapshotClass",
      name: SNAPSHOT_CLASS,
      namespaced: false,
      labels: { [VELERO_SNAPSHOT_CLASS_LABEL]: "true" },
      annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
      body: { ...taken, deletionPolicy: "Retain" },
    },
  ];
}

function takenBy(
  isLonghorn: boolean,
  tags: Readonly<Record<string, string>> | undefined,
): Values | undefined {
  // A snapshot in the cluster itself would go with its volume: Longhorn's go to its backup target.
  if (isLonghorn) return { driver: LONGHORN_PROVISIONER, parameters: { type: "bak" } };
  if (tags === undefined) return undefined;
  const specifications = Object.entries(tags).map(([key, value], index): [string, string] => [
    `tagSpecification_${index + 1}`,
    `${key}=${value}`,
  ]);
  return { driver: EBS_PROVISIONER, parameters: Object.fromEntries(specifications) };
}

const RULES: RuleGroup = {
  name: "volume-snapshots",
  rules: [
    {
      alert: "VolumeSnapshotsStuck",
      expr: `sum(min_over_time(${IN_FLIGHT}[2h])) > 0 unless sum(increase(${FINISHED}[2h])) > 0`,
      for: "15m",
      severity: "warning",
      summary: "Snapshots of volumes have been waiting for two hours, and none has been finished.",
    },
  ],
};
