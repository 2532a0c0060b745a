import { VELERO_AWS, VELERO_CSI } from "../../../fleet/charts/data-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnFault, AddOnRights, AddOnWish, Values } from "../contract.ts";
import { storePermissions, storePrefix } from "../object-store.ts";
import { PLATFORM_PRIORITY, resources, resourcesOf, type Workload } from "../workload.ts";
import { backupRules } from "./backup-rules.ts";
import { backupSchedules } from "./backup-schedules.ts";
import { type Copies, copiesOf, type VeleroWish } from "./copies.ts";
import { snapshotPermissions } from "./snapshot-rights.ts";

const SERVICE_ACCOUNT = "velero";

/** One program by design: two would make each backup twice. */
const SERVER: Workload = { kind: "Deployment", replicas: 1, cpuMillicores: 100, memoryMiB: 512 };

/** User of all its containers: the image names its own by a word, which says nothing about its number. */
const USER = 65532;

const CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};

/**
 * Backups of objects and volumes into the region's bucket, below a prefix of the cluster. Volumes are copied by snapshots:
 * of their CSI driver, which has rights of its own, or of EBS where the driver makes none.
 *
 * @see https://velero.io/docs/v1.18/
 */
export const velero: AddOn<"velero"> = {
  contract: {
    name: "velero",
    purpose: "Backs up objects and volumes of everything that the platform does not make by itself.",
    chart: "velero",
    crdChart: "velero-crds",
    namespace: "velero",
    podSecurity: "restricted",
    requires: [],
    after: ["volume-snapshots"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: 8085 },
      bucket: { to: "internet", ports: [443], why: "S3, and EC2 where it makes snapshots itself" },
    },
    ready: { kind: "release", what: "its pod is ready" },
    teardown: { first: ["schedules"], stays: ["its kinds", "all backups in the bucket", "their snapshots"] },
    backup: "Backups lie in the region's bucket; a new cluster with the same id finds them again.",
    notes: [
      "Namespaces of the platform are in no backup: this program makes them again.",
      "Databases come back from their own archive, orders of certificates and GitOps from their systems: see docs/backups.md.",
      "It acts as cluster administrator, for it must be able to bring back any kind: who may write its kinds is one, too.",
      "It has one pod and no disruption budget, for a budget would stop every drain of its node.",
      "No agent runs on nodes: volumes are copied by snapshots, or not at all.",
      "Its kinds come from a chart of their own, so the chart's job that writes kinds, and its rights, are left out.",
      "The bucket refuses to delete a locked backup: an expired one is hidden, and goes when its lock ends.",
    ],
    metrics: [
      "velero_backup_last_status",
      "velero_backup_last_successful_timestamp",
      "velero_backup_location_status_gauge",
    ],
    timeoutSeconds: 600,
  },
  values,
  rights,
  faults,
  workloads: () => ({ server: SERVER }),
  rules: (ground) => backupRules(copiesOf(ground)),
};

const prefixOf = ({ settings }: Pick<AddOnWish, "settings">): string =>
  storePrefix(settings.labels.cluster, "velero");

/** Without a bucket there are no backups, and what the bucket deletes first is none that Velero could bring back. */
function faults(wish: VeleroWish): readonly AddOnFault[] {
  const { stores, labels } = wish.settings;
  const store = stores?.backups;
  const { keepDays } = copiesOf(wish);
  const entry = `regions/${labels.region}.yaml`;
  if (store === undefined) {
    const expected = `a bucket for backups in ${labels.region}, in which velero keeps its objects`;
    return [{ expected, hint: `say buckets.backups in ${entry}, or switch velero off` }];
  }
  if (store.keepDays >= keepDays) return [];
  const expected = `a bucket that keeps what velero does, for ${keepDays} days`;
  const hint = `raise buckets.backups.keepDays in ${entry}, or lower addOns.velero.keepDays`;
  return [{ expected, got: `one that deletes after ${store.keepDays}`, hint }];
}

function rights(wish: VeleroWish): readonly AddOnRights[] {
  const { stores, secrets } = wish.settings;
  if (stores?.backups === undefined) return [];
  const isNative = copiesOf(wish).volumes === "ebs" && secrets !== undefined;
  const permissions = [
    ...storePermissions(stores.backups, prefixOf(wish)),
    ...(isNative ? snapshotPermissions(secrets.awsRegion, secrets.accountId) : []),
  ];
  return [{ serviceAccount: SERVICE_ACCOUNT, permissions }];
}

function values(context: AddOnContext<"velero">): Values {
  const { settings, own, has, namespaces } = context;
  const copies = copiesOf(context);
  const isMonitored = has("prometheus-operator-crds");
  return {
    ...pods(context),
    configuration: configuration(context, copies),
    // The identity of its ServiceAccount is enough; a Secret with keys would never change.
    credentials: { useSecret: false },
    serviceAccount: {
      server: { name: SERVICE_ACCOUNT, annotations: context.identity(SERVICE_ACCOUNT) },
    },
    snapshotsEnabled: copies.volumes === "ebs",
    deployNodeAgent: false,
    // Its kinds are a release of their own, and objects of them never go with it.
    upgradeCRDs: false,
    cleanUpCRDs: false,
    metrics: { enabled: true, serviceMonitor: { enabled: isMonitored, autodetect: false } },
    schedules: backupSchedules({
      cluster: settings.labels.cluster,
      dailyHour: own.dailyHour,
      excludedNamespaces: [...new Set([...namespaces, ...own.excludeNamespaces])],
      ...copies,
    }),
  };
}

function configuration(context: AddOnContext<"velero">, { volumes }: Copies): Values {
  const store = context.settings.stores?.backups;
  if (store === undefined) return {};
  const location = { name: "default", provider: VELERO_AWS, config: { region: store.awsRegion } };
  return {
    ...(volumes === "csi" ? { features: VELERO_CSI } : {}),
    backupStorageLocation: [{ ...location, default: true, bucket: store.bucket, prefix: prefixOf(context) }],
    volumeSnapshotLocation: volumes === "ebs" ? [location] : [],
    logFormat: "json",
  };
}

/** The pod, so strict that its namespace takes nothing else; the plugin's container is one that the chart forgets. */
function pods({ image }: AddOnContext<"velero">): Values {
  const server = image("velero/velero:");
  const plugin = image("velero-plugin-for-aws:");
  return {
    image: { repository: `${server.registry}/${server.path}`, tag: server.tag },
    resources: resourcesOf(SERVER),
    priorityClassName: PLATFORM_PRIORITY,
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: CONTAINER,
    podDisruptionBudget: { enabled: false },
    initContainers: [
      {
        name: "velero-plugin-for-aws",
        image: `${plugin.registry}/${plugin.path}:${plugin.tag}`,
        securityContext: CONTAINER,
        resources: resources(10, 64),
        volumeMounts: [{ mountPath: "/target", name: "plugins" }],
      },
    ],
  };
}
