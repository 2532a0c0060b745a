import { imageName } from "../../../fleet/charts/chart-source.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import {
  MANAGED_BY_LABEL,
  POD_SECURITY_LABEL,
  POD_SECURITY_MODES,
} from "../../../fleet/tenant-vocabulary.ts";
import { CRITICAL_PRIORITY } from "../../../fleet/k3s/system-vocabulary.ts";
import { SERVER_TOLERATIONS } from "../../cluster/controller-pod.ts";
import { DENY_ALL, type PolicySpec, policyFor, type Ranges } from "../../platform/traffic.ts";
import { resources } from "../../platform/workload.ts";

/** Copies of each volume where there are nodes enough. */
const MOST_COPIES = 3;

export interface LonghornParts {
  /** Nodes on which volumes may be, or zones if nodes are in several. Range 1..5000. */
  readonly places: number;
  /** Whether the places are zones, so that no two copies of a volume share one. */
  readonly zoned: boolean;
  /** Whether an autoscaler takes nodes away. */
  readonly autoscaled: boolean;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string | undefined;
}

/** Copies of each volume. */
export function volumeCopies({ places }: Pick<LonghornParts, "places">): number {
  return Math.max(1, Math.min(MOST_COPIES, places));
}

/**
 * Volumes on the disks of the nodes themselves. It goes only after somebody has set `deleting-confirmation-flag` in
 * Longhorn itself: the hook that the chart runs before it goes fails otherwise, and so nothing is taken away.
 *
 * @see https://longhorn.io/docs/1.12.1/references/settings/
 */
export function longhornValues(parts: LonghornParts): Readonly<Record<string, unknown>> {
  const tolerations = [{ operator: "Exists" }];
  return {
    global: { imageRegistry: registry(parts.imageMirror) },
    // The chart's own policies let anybody call its webhooks; ours stand beside the release.
    networkPolicies: { enabled: false, restrictInternalTraffic: false },
    // The class is an object of its own, which does not change with the chart.
    persistence: { createStorageClass: false, defaultClass: false },
    // Data first: no upgrade over several minors at once.
    preUpgradeChecker: { jobEnabled: true, upgradeVersionCheck: true },
    defaultSettings: settings(parts),
    longhornManager: { priorityClass: CRITICAL_PRIORITY, tolerations, resources: resources(100, 512) },
    longhornDriver: { priorityClass: CRITICAL_PRIORITY, tolerations: SERVER_TOLERATIONS },
    // Nobody reaches its page: it asks for no password.
    longhornUI: { replicas: 0, priorityClass: CRITICAL_PRIORITY },
    csi: {
      attacherReplicaCount: 2,
      provisionerReplicaCount: 2,
      resizerReplicaCount: 2,
      snapshotterReplicaCount: 2,
    },
  };
}

function settings(parts: LonghornParts): object {
  return {
    defaultReplicaCount: volumeCopies(parts),
    // Two copies on one disk, node or zone are lost together.
    replicaSoftAntiAffinity: false,
    replicaZoneSoftAntiAffinity: !parts.zoned,
    replicaDiskSoftAntiAffinity: false,
    // A drained node keeps its pods of storage while they hold the last copy of something.
    nodeDrainPolicy: "block-if-contains-last-replica",
    nodeDownPodDeletionPolicy: "delete-both-statefulset-and-deployment-pod",
    kubernetesClusterAutoscalerEnabled: parts.autoscaled,
    allowVolumeCreationWithDegradedAvailability: false,
    storageReservedPercentageForDefaultDisk: 30,
    storageOverProvisioningPercentage: 100,
    // No key and no effect: whatever nodes are marked with, their pods may have volumes.
    taintToleration: ":",
    priorityClass: CRITICAL_PRIORITY,
    systemManagedCSIComponentsResourceLimits: JSON.stringify(csiRequests()),
    upgradeChecker: false,
    allowCollectingLonghornUsageMetrics: false,
  };
}

/** Containers of CSI that Longhorn itself makes, as its setting names them. */
const CSI_CONTAINERS = [
  ...["csi-attacher", "csi-provisioner", "csi-resizer", "csi-snapshotter", "longhorn-csi-plugin"],
  ...["node-driver-registrar", "longhorn-liveness-probe"],
];

/** Without limits: one that is killed for its memory detaches nobody's volume, and attaches none either. */
function csiRequests(): Readonly<Record<string, object>> {
  const requests = { cpu: "10m", memory: "64Mi" };
  return Object.fromEntries(CSI_CONTAINERS.map((name) => [name, { requests }]));
}

/**
 * Where images come from. The chart takes a registry of all of them only: it puts `docker.io` before what its values say of
 * each image.
 */
function registry(mirror: string | undefined): string {
  return imageName(CHARTS.longhorn.images[0], mirror).registry;
}

/** Parameters of the class, in the words of Longhorn: it wants text. @see https://longhorn.io/docs/1.12.1/references/storage-class-parameters/ */
export function longhornClassParameters(parts: LonghornParts): Readonly<Record<string, string>> {
  return {
    numberOfReplicas: String(volumeCopies(parts)),
    staleReplicaTimeout: "30",
    fsType: "ext4",
    dataLocality: "disabled",
  };
}

/** Labels of its namespace: its pods mount disks, which only privileged ones do. */
export function longhornLabels(kubernetes: string): Readonly<Record<string, string>> {
  const security = POD_SECURITY_MODES.flatMap((mode): (readonly [string, string])[] => [
    [`${POD_SECURITY_LABEL}/${mode}`, "privileged"],
    [`${POD_SECURITY_LABEL}/${mode}-version`, `v${kubernetes}`],
  ]);
  return Object.fromEntries([[MANAGED_BY_LABEL, "atoll"], ...security]);
}

/** Ports of its webhooks, which the API server calls. @see https://longhorn.io/docs/1.12.1/references/networking/ */
const WEBHOOK_PORTS = { conversion: 9501, admission: 9502 } as const;

/** Port of shared volumes, which nodes mount. */
const NFS_PORT = 2049;

/** Policies of its namespace by name: nothing passes, then what it needs; its parts speak to each other at many ports. */
export function longhornPolicies<T>(ranges: Ranges<T>): ReadonlyMap<string, PolicySpec<T>> {
  const among = [{ podSelector: {} }];
  const webhooks = Object.entries(WEBHOOK_PORTS).map(([name, port]): [string, PolicySpec<T>] => [
    `allow-${name}`,
    policyFor([{ from: "api-server", port }], ranges),
  ]);
  return new Map<string, PolicySpec<T>>([
    ["default-deny", DENY_ALL],
    [
      "allow-parts",
      {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: among }],
        egress: [{ to: among }],
      },
    ],
    ...webhooks,
    [
      "allow-shared-volumes",
      {
        podSelector: { matchLabels: { "longhorn.io/component": "share-manager" } },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: ranges.nodeRanges.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: "TCP", port: NFS_PORT }],
          },
        ],
      },
    ],
    ["allow-dns", policyFor([{ to: "dns" }], ranges)],
    ["allow-api-server", policyFor([{ to: "api-server" }], ranges)],
  ]);
}
