import type { Cluster } from "../inventory.ts";
import type { Architecture, NodePool } from "./node-pool.ts";
import { POOL_LABEL } from "./karpenter-vocabulary.ts";
import type { PoolEntry } from "../schema/node-pools.ts";
import { slaSettings } from "../sla.ts";
import { systemNodes } from "./system-nodes.ts";
import { type Carried, tenantPools } from "./tenant-pools.ts";
import {
  BURSTABLE_CATEGORY,
  BURSTABLE_CPUS,
  BURSTABLE_GENERATION,
  CLASS_TABLE,
  isWorkloadClass,
  type WorkloadClassName,
} from "./workload-classes.ts";
import { familyParts } from "./instance-families.ts";
import { sizeCpus } from "./instance-sizes.ts";

/** Name of the pool that every cluster has, and of the class that most pods are of. */
export const GENERAL = "general";

/** Every pool of a cluster: `general` first, then those of its entry by name, then those of tenants. */
export function nodePools(inventory: Carried, cluster: Cluster): readonly NodePool[] {
  const { [GENERAL]: general, ...others } = cluster.nodes.pools ?? {};
  const named = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    generalPool(cluster, general),
    ...named.map(([name, entry]) => namedPool(cluster, name, entry)),
    ...tenantPools(inventory, cluster),
  ];
}

/** What a pool is for; undefined where neither its entry nor its name says so. */
export function poolClass(name: string, entry: PoolEntry): WorkloadClassName | undefined {
  return entry.class ?? (isWorkloadClass(name) ? name : undefined);
}

/** Nodes that pools may share: what the network must hold, less those that every cluster has. */
export function launchedNodes(cluster: Cluster): number {
  return Math.max(0, cluster.nodes.max - systemNodes(cluster).count);
}

/** What the pool `general` may have when nobody says: whatever the other pools of the entry leave. */
export function restOfNodes(cluster: Cluster): number {
  const { [GENERAL]: _, ...others } = cluster.nodes.pools ?? {};
  const taken = Object.values(others).reduce((sum, { max }) => sum + (max ?? 0), 0);
  return launchedNodes(cluster) - taken;
}

function generalPool(cluster: Cluster, entry: PoolEntry | undefined): NodePool {
  const rest = Math.max(1, restOfNodes(cluster));
  if (entry === undefined) return undeclaredGeneral(cluster, rest);
  const pool = namedPool(cluster, GENERAL, { ...entry, max: entry.max ?? rest });
  const { cpuLimit } = cluster.nodes;
  const why = entry.max === undefined ? restWhy(cluster, rest) : pool.why;
  return { ...pool, ...(cpuLimit === undefined ? {} : { cpuLimit }), why };
}

/** The pool of a cluster whose entry names none: its number of nodes is no limit, only the number of processors is. */
function undeclaredGeneral(cluster: Cluster, rest: number): NodePool {
  const { general } = CLASS_TABLE;
  const { cpuLimit, spotPercent } = cluster.nodes;
  const why =
    cpuLimit === undefined
      ? `${restWhy(cluster, rest)}, each counted as ${general.cpusPerNode} processors`
      : "nodes.cpuLimit";
  return {
    name: GENERAL,
    class: GENERAL,
    nodes: rest,
    isNodeLimit: false,
    cpusPerNode: general.cpusPerNode,
    cpuLimit: cpuLimit ?? rest * general.cpusPerNode,
    memoryPerCpuGiB: 4,
    why,
    floor: { nodes: 0, times: [] },
    spotPercent,
    machines: {
      categories: general.usual,
      oldestGeneration: general.oldestGeneration,
      cpus: general.cpus,
      architectures: ["amd64"],
    },
    labels: {},
    taints: [],
    disruption: disruptionOf(cluster, GENERAL, { disruptionPercent: 10 }),
  };
}

function restWhy(cluster: Cluster, rest: number): string {
  const { max, pools } = cluster.nodes;
  const { count, called } = systemNodes(cluster);
  const others = launchedNodes(cluster) - rest;
  const less = pools === undefined || others <= 0 ? "" : ` and ${others} of other pools`;
  return `nodes.max ${max} less ${count} ${called}${less}`;
}

function namedPool(cluster: Cluster, name: string, entry: PoolEntry): NodePool {
  const found = poolClass(name, entry) ?? GENERAL;
  const { taint } = CLASS_TABLE[found];
  const machines = machinesOf(cluster, found, entry);
  const nodes = entry.max ?? 0;
  const cpusPerNode = cpusOf(cluster, found, entry);
  const isGeneral = name === GENERAL;
  return {
    name,
    class: found,
    nodes,
    isNodeLimit: true,
    cpusPerNode,
    cpuLimit: nodes * cpusPerNode,
    why: `nodes.pools.${name}.max`,
    floor: { nodes: entry.min, times: entry.minBySchedule },
    spotPercent: entry.spotPercent ?? (isGeneral ? cluster.nodes.spotPercent : 0),
    machines,
    labels: isGeneral ? {} : { [POOL_LABEL]: name },
    taints: isGeneral ? [] : [{ key: taint ?? POOL_LABEL, value: name }],
    disruption: disruptionOf(cluster, found, entry),
  };
}

function machinesOf(cluster: Cluster, found: WorkloadClassName, entry: PoolEntry): NodePool["machines"] {
  const table = CLASS_TABLE[found];
  const { families, sizes } = entry;
  const burstable = isBurstable(cluster, found, entry);
  const usual = burstable ? [BURSTABLE_CATEGORY] : table.usual;
  const generations = (families ?? []).map((family) => familyParts(family).generation);
  const oldest = Math.min(burstable ? BURSTABLE_GENERATION : table.oldestGeneration, ...generations);
  return {
    categories: families === undefined ? usual : table.categories,
    ...(families === undefined ? {} : { families }),
    oldestGeneration: entry.oldestGeneration ?? oldest,
    ...(sizes === undefined ? { cpus: burstable ? BURSTABLE_CPUS : table.cpus } : { sizes }),
    architectures: entry.architectures satisfies readonly Architecture[],
  };
}

/** Whether a pool has burstable machines: its entry says so, or it is an ordinary one in development. */
export function isBurstable(
  { environment }: Pick<Cluster, "environment">,
  found: WorkloadClassName | undefined,
  { burstable, families }: Pick<PoolEntry, "burstable" | "families">,
): boolean {
  return burstable ?? (environment === "development" && found === GENERAL && families === undefined);
}

/** Processors that one node counts for: those of the largest size, or what the class says. */
function cpusOf(cluster: Cluster, found: WorkloadClassName, entry: PoolEntry): number {
  const { cpusPerNode, usual } = CLASS_TABLE[found];
  const burstable = isBurstable(cluster, found, entry);
  if (entry.sizes !== undefined) {
    const named = entry.families?.map((family) => familyParts(family).category);
    const categories = named ?? (burstable ? [BURSTABLE_CATEGORY] : usual);
    const all = entry.sizes.flatMap((size) => categories.map((category) => sizeCpus(size, category) ?? 0));
    return Math.max(...all);
  }
  return burstable ? Math.min(cpusPerNode, BURSTABLE_CPUS.most) : cpusPerNode;
}

function disruptionOf(
  cluster: Cluster,
  found: WorkloadClassName,
  { disruptionPercent, freeze }: Pick<PoolEntry, "disruptionPercent" | "freeze">,
): NodePool["disruption"] {
  const { consolidateAfterMinutes, expireAfterHours, freezes } = slaSettings(cluster);
  const { consolidation, graceHours } = CLASS_TABLE[found];
  return {
    percent: disruptionPercent,
    consolidation,
    consolidateAfterMinutes,
    expireAfterHours,
    graceHours,
    freezes: freeze ?? freezes,
  };
}
