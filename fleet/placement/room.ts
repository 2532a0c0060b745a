import { parseCidr } from "../addresses/cidr.ts";
import { nodeRooms } from "../addresses/capacity.ts";
import type { Cluster } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { launchedNodes, nodePools } from "../nodes/node-pools.ts";
import type { LockedCluster } from "../schema/lock.ts";
import type { Quotas } from "./demand.ts";

/** Resources that one stack may hold: above, an update takes longer than a person waits for. */
export const STACK_RESOURCES = 2_000;

/** What network, cluster and platform may use of the stack of a cluster. */
export const BASE_RESOURCES = 500;

/** What the stack of a cell may use for itself: providers, and what it reads of its cluster. */
export const CELL_BASE_RESOURCES = 50;

/**
 * How many times all that pools may launch is given away as quotas: quotas are the most that somebody may ask for, and
 * nobody asks for all of it at once; least of all where environments sleep at night.
 */
export const GIVEN_TIMES: Readonly<Record<Cluster["environment"], number>> = {
  development: 4,
  staging: 3,
  production: 2,
  edge: 2,
};

/** Memory that counts for each processor where a pool has no limit of its own. */
const MEMORY_PER_CPU_GIB = 4;

/** What stacks hold of tenants: that of a cluster, and that of a cell. */
export const STACK_ROOM = STACK_RESOURCES - BASE_RESOURCES;
export const CELL_ROOM = STACK_RESOURCES - CELL_BASE_RESOURCES;

/** What a cluster may give away as quotas; infinite where nobody here knows its nodes, or it launches none. */
export function quotaRoom(cluster: Cluster): Quotas {
  if (!launchesNodes(cluster) || launchedNodes(cluster) === 0)
    return { pods: Infinity, cpuMillicores: Infinity, memoryMiB: Infinity };
  const pools = nodePools({ tenants: new Map(), clusters: new Map() }, cluster);
  const times = GIVEN_TIMES[cluster.environment];
  const cpus = pools.reduce((sum, { cpuLimit }) => sum + cpuLimit, 0);
  const memoryGiB = pools.reduce(
    (sum, { cpuLimit, memoryPerCpuGiB = MEMORY_PER_CPU_GIB }) => sum + cpuLimit * memoryPerCpuGiB,
    0,
  );
  return {
    pods: launchedNodes(cluster) * cluster.nodes.podsPerNode * times,
    cpuMillicores: cpus * 1000 * times,
    memoryMiB: memoryGiB * 1024 * times,
  };
}

/** Nodes of tenants' own for which a cluster has addresses; infinite until it has subnets. */
export function ownNodesRoom(cluster: Cluster, locked: LockedCluster | undefined): number {
  if (locked === undefined || !launchesNodes(cluster)) return Infinity;
  const subnets = new Map(Object.entries(locked.subnets).map(([key, cidr]) => [key, parseCidr(cidr)]));
  const rooms = nodeRooms(cluster, subnets).map(({ room }) => room);
  return Math.max(0, Math.min(...rooms) - cluster.nodes.max);
}
