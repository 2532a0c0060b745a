import { nodeZones } from "../addresses/zones.ts";
import { familyParts } from "./instance-families.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { launchesNodes } from "./launches-nodes.ts";
import { groupSurge, nodeGroups } from "./node-groups.ts";
import type { NodePool } from "./node-pool.ts";
import { nodePools } from "./node-pools.ts";
import { type PoolShare, poolShares } from "./pool-shares.ts";
import { systemNodes } from "./system-nodes.ts";

/** Groups of families whose processors AWS counts together. */
export const QUOTA_GROUPS = ["standard", "g", "p", "x"] as const;
export type QuotaGroup = (typeof QUOTA_GROUPS)[number];

export interface VcpuQuota {
  /** What Service Quotas calls it. */
  readonly name: string;
  readonly code: string;
  /** Processors of an account that has asked for none. */
  readonly byDefault: number;
}

/** How machines are paid for, each with quotas of its own. */
export const CAPACITIES = ["onDemand", "spot"] as const;
export type Capacity = (typeof CAPACITIES)[number];

const quota = (name: string, code: string, byDefault: number): VcpuQuota => ({ name, code, byDefault });

/**
 * Quotas of processors by how machines are paid for and by family. A new account may run one small machine and no GPU.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
export const VCPU_QUOTAS: Readonly<Record<Capacity, Readonly<Record<QuotaGroup, VcpuQuota>>>> = {
  onDemand: {
    standard: quota("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "L-1216C47A", 5),
    g: quota("Running On-Demand G and VT instances", "L-DB2E81BA", 0),
    p: quota("Running On-Demand P instances", "L-417A185B", 0),
    x: quota("Running On-Demand X instances", "L-7295265B", 0),
  },
  spot: {
    standard: quota("All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests", "L-34B43A08", 5),
    g: quota("All G and VT Spot Instance Requests", "L-3819A6DF", 0),
    p: quota("All P Spot Instance Requests", "L-7212CCBC", 0),
    x: quota("All X Spot Instance Requests", "L-E3A00192", 0),
  },
};

/** Groups whose machines a pool may have; all its processors may be of any of them. */
export function quotaGroups({ machines }: Pick<NodePool, "machines">): readonly QuotaGroup[] {
  const { families, categories } = machines;
  const letters =
    families === undefined ? categories : families.map((family) => familyParts(family).category);
  const groups = new Set(letters.map(quotaGroup));
  return QUOTA_GROUPS.filter((group) => groups.has(group));
}

function quotaGroup(category: string): QuotaGroup {
  return QUOTA_GROUPS.find((one) => one === category) ?? "standard";
}

/** Processors that one cluster may have at most, by quota. */
export type VcpuDemand = Readonly<Record<Capacity, Readonly<Record<QuotaGroup, number>>>>;

export function vcpuDemand(
  inventory: Pick<Inventory, "regions" | "tenants" | "clusters">,
  cluster: Cluster,
): VcpuDemand {
  const none = () => ({ standard: 0, g: 0, p: 0, x: 0 });
  const demand = { onDemand: none(), spot: none() };
  if (!launchesNodes(cluster)) return demand;
  const { count, category, cpus } = systemNodes(cluster);
  // One more than there are: a node is replaced before the old one goes.
  demand.onDemand[quotaGroup(category)] += (count + 1) * cpus;
  for (const pool of nodePools(inventory, cluster)) {
    for (const { capacity: kind, cpu } of launchedCpus(inventory, cluster, pool)) {
      const capacity = kind === "spot" ? "spot" : "onDemand";
      for (const group of quotaGroups(pool)) demand[capacity][group] += cpu;
    }
  }
  return demand;
}

/** Processors of a pool's parts: all keep their limit while nodes are replaced, but for managed groups of EKS, which go beyond it. */
function launchedCpus(
  inventory: Pick<Inventory, "regions">,
  cluster: Cluster,
  pool: NodePool,
): readonly Pick<PoolShare, "capacity" | "cpu">[] {
  if (cluster.nodes.autoscaler === "karpenter") return poolShares(pool);
  return nodeGroups([pool], nodeZones(inventory, cluster)).map((group) => ({
    capacity: group.capacity,
    cpu: (group.max + groupSurge(group, cluster.kind)) * pool.cpusPerNode,
  }));
}

/** Processors that AWS lets the account have in the region; undefined when the inventory does not say. */
export function grantedVcpus(region: Region, capacity: Capacity, group: QuotaGroup): number | undefined {
  return region.vcpuQuotas?.[capacity]?.[group];
}
