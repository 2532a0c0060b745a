import {
  ACCELERATOR_LABEL,
  GROUP_LABEL,
  NODE_IMAGE_TYPES,
  LABEL_TAG,
  OPTION_TAG,
  RESOURCE_TAG,
  TAINT_TAG,
} from "./autoscaler-vocabulary.ts";
import type { Cluster } from "../inventory.ts";
import { groupTypes } from "./group-machines.ts";
import { CAPACITY_SLOT_LABEL, CAPACITY_TYPE_LABEL, GPU_PRESENT_LABEL } from "./karpenter-vocabulary.ts";
import { maxPods } from "./max-pods.ts";
import { MAX_PODS, NODE_DISK_GIB } from "./node-facts.ts";
import type { NodePool } from "./node-pool.ts";
import { type PoolShare, poolShares } from "./pool-shares.ts";

/** One group of nodes, managed by EKS or of the cluster's own: part of a pool, of one kind of capacity, in one zone. */
export interface NodeGroupPlan {
  /** Pool, kind of capacity and zone: `general-spot-a`. */
  readonly key: string;
  readonly pool: string;
  /** Name of the pool's share: `general-spot`. */
  readonly share: string;
  /** Letter of its zone. */
  readonly zone: string;
  readonly capacity: PoolShare["capacity"];
  /** Nodes it may have. */
  readonly max: number;
  readonly types: readonly string[];
  /** Image of managed groups, as EKS calls it; groups of K3s have the image of the whole cluster. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Taints of effect NoSchedule. */
  readonly taints: NodePool["taints"];
  /** Largest share of nodes that an update takes at a time, in percent. Range 1..100. */
  readonly percent: number;
  /** Tags of its autoscaling group, by what each is about. */
  readonly tags: readonly GroupTag[];
}

/** What Cluster Autoscaler must know of a group that has no node yet. */
export interface GroupTag {
  /** End of its logical name. */
  readonly role: string;
  readonly key: string;
  readonly value: string;
}

/**
 * All groups of a cluster: for each zone one of each pool, and one of spot machines where the pool has a share of them.
 *
 * @param pods Largest number of pods on a node. Range 1..250. @default - what the smallest machine has addresses for
 */
export function nodeGroups(
  pools: readonly NodePool[],
  zones: readonly string[],
  pods = maxPods(pools),
): readonly NodeGroupPlan[] {
  return pools.flatMap((pool) =>
    groupShares(pool).flatMap((share) =>
      zones.map((zone, index) =>
        groupOf(pool, share, { zone, max: partOf(share.nodes, zones.length, index), pods }),
      ),
    ),
  );
}

/** Shares that become groups: a pool that never had spot machines needs no group of them. */
export function groupShares(pool: NodePool): readonly PoolShare[] {
  return poolShares(pool)
    .filter(({ capacity }) => capacity === "on-demand" || (pool.spotPercent ?? 0) > 0)
    .map((share) => ({ ...share, nodes: Math.min(share.nodes, Math.floor(share.cpu / pool.cpusPerNode)) }));
}

/** A whole number in nearly equal parts; the first get what is left over, so that all parts together are the whole. */
export function partOf(whole: number, parts: number, index: number): number {
  return Math.floor(whole / parts) + (index < whole % parts ? 1 : 0);
}

/** Nodes of a group that stand beside those that an update replaces: on K3s none, for no update does; on EKS two for its one zone, or more if more go at a time. @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html */
export function groupSurge(
  { max, percent }: Pick<NodeGroupPlan, "max" | "percent">,
  kind: Cluster["kind"] = "eks",
): number {
  return max === 0 || kind !== "eks" ? 0 : Math.max(2, Math.ceil((max * percent) / 100));
}

function groupOf(
  pool: NodePool,
  share: PoolShare,
  { zone, max, pods }: Pick<NodeGroupPlan, "zone" | "max"> & { readonly pods: number },
): NodeGroupPlan {
  const labels = labelsOf(pool, share);
  const [architecture = "amd64"] = pool.machines.architectures;
  return {
    key: `${share.name}-${zone}`,
    pool: pool.name,
    share: share.name,
    zone,
    capacity: share.capacity,
    max,
    types: groupTypes(pool),
    image: NODE_IMAGE_TYPES[pool.class === "gpu" ? "nvidia" : "standard"][architecture],
    labels,
    taints: pool.taints,
    percent: pool.disruption.percent,
    tags: [...templateTags(labels, pool.taints, pods), ...optionTags(pool)],
  };
}

/** Labels that nodes of the pool have with Karpenter, as far as a workload may name them. A slot has one value in each group. */
function labelsOf(pool: NodePool, { capacity, slots }: PoolShare): Readonly<Record<string, string>> {
  const [slot] = slots;
  return {
    ...pool.labels,
    [GROUP_LABEL]: pool.name,
    [CAPACITY_TYPE_LABEL]: capacity,
    ...(slot === undefined ? {} : { [CAPACITY_SLOT_LABEL]: slot }),
    ...(pool.class === "gpu" ? { [GPU_PRESENT_LABEL]: "true", [ACCELERATOR_LABEL]: "nvidia" } : {}),
  };
}

/** Gibibytes of a node's disk that pods may ask for: the rest is the image's and the kubelet's reserve. */
const POD_DISK_GIB = NODE_DISK_GIB - 10;

function templateTags(
  labels: NodeGroupPlan["labels"],
  taints: NodePool["taints"],
  pods: number,
): readonly GroupTag[] {
  return [
    ...Object.entries(labels).map(([key, value]) => ({
      role: `label-${slug(key)}`,
      key: `${LABEL_TAG}${key}`,
      value,
    })),
    ...taints.map(({ key, value }) => ({
      role: `taint-${slug(key)}`,
      key: `${TAINT_TAG}${key}`,
      value: `${value}:NoSchedule`,
    })),
    { role: "disk", key: `${RESOURCE_TAG}ephemeral-storage`, value: `${POD_DISK_GIB}Gi` },
    // The autoscaler takes an empty group's nodes for as roomy as usual.
    ...(pods < MAX_PODS ? [{ role: "pods", key: `${RESOURCE_TAG}pods`, value: `${pods}` }] : []),
  ];
}

const slug = (key: string): string => key.replace(/[^a-z\d]+/gi, "-");

/** Nodes of some classes stay until they are empty: their use must be as good as none before they may go. */
function optionTags({ disruption }: NodePool): readonly GroupTag[] {
  if (disruption.consolidation !== "WhenEmpty") return [];
  const options = {
    scaledownutilizationthreshold: "0.001",
    scaledowngpuutilizationthreshold: "0.001",
    ignoredaemonsetsutilization: "true",
  };
  return Object.entries(options).map(([key, value]) => ({
    role: `option-${key}`,
    key: `${OPTION_TAG}${key}`,
    value,
  }));
}
