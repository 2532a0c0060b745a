import { nodeRooms } from "../addresses/capacity.ts";
import { parseCidr } from "../addresses/cidr.ts";
import { nodeZones } from "../addresses/zones.ts";
import { nextTime, parseCron } from "../cron.ts";
import type { Cluster, Fleet } from "../inventory.ts";
import { type NodeGroupPlan, nodeGroups } from "./node-groups.ts";
import type { NodePool } from "./node-pool.ts";
import { nodePools } from "./node-pools.ts";
import { poolShares } from "./pool-shares.ts";
import { systemNodes } from "./system-nodes.ts";
import { tenantNodes } from "./tenant-pools.ts";
import {
  CAPACITIES,
  type Capacity,
  grantedVcpus,
  QUOTA_GROUPS,
  VCPU_QUOTAS,
  vcpuDemand,
} from "./vcpu-quotas.ts";

/** A time that a schedule names, in UTC, as ISO 8601 writes it to the minute. */
export interface Window {
  readonly from: string;
  readonly until: string;
  readonly schedule: string;
}

/** A group of nodes, as far as people ask for it. */
export type ExplainedGroup = Pick<NodeGroupPlan, "key" | "zone" | "capacity" | "max" | "types">;

/** One pool with what follows from its numbers. */
export interface ExplainedPool extends NodePool {
  /** Most nodes that its processors would allow of the smallest machine; the number of nodes where that is a limit. */
  readonly mostNodes: number;
  /** Pools of Karpenter that it is made of. */
  readonly shares: readonly { readonly name: string; readonly capacity: string; readonly cpu: number }[];
  /** Its groups; none with Karpenter. */
  readonly groups: readonly ExplainedGroup[];
  /** The running or next time of each freeze, and of each floor by schedule. */
  readonly nextFreezes: readonly Window[];
  readonly nextFloors: readonly (Window & { readonly nodes: number })[];
}

/** Processors of one quota: what the cluster may want, and what is granted, if that is known. */
export interface ExplainedQuota {
  readonly capacity: Capacity;
  readonly name: string;
  readonly code: string;
  readonly wanted: number;
  readonly granted?: number;
  readonly byDefault: number;
}

export interface ExplainedNodes {
  readonly cluster: string;
  readonly kind: Cluster["kind"];
  readonly autoscaler: Cluster["nodes"]["autoscaler"];
  readonly systemNodes: number;
  /** `nodes.max`. */
  readonly max: number;
  readonly tenantNodes: number;
  /** Nodes for which the subnets have addresses. */
  readonly room: number;
  readonly pools: readonly ExplainedPool[];
  readonly quotas: readonly ExplainedQuota[];
}

/** What the nodes of a cluster are, at this time; atoll launches them. */
export function explainedCluster(fleet: Fleet, id: string, now: Date): ExplainedNodes {
  const cluster = fleet.clusters.get(id);
  const region = fleet.regions.get(cluster?.region ?? "");
  if (cluster === undefined || region === undefined) throw new Error(`${id} is not in the fleet`);
  const ranges = Object.entries(fleet.lock.clusters[id]?.subnets ?? {});
  const rooms = nodeRooms(cluster, new Map(ranges.map(([key, cidr]) => [key, parseCidr(cidr)])));
  const demand = vcpuDemand(fleet, cluster);
  const quotas = CAPACITIES.flatMap((capacity) =>
    QUOTA_GROUPS.filter((group) => demand[capacity][group] > 0).map((group) => {
      const granted = grantedVcpus(region, capacity, group);
      const known = granted === undefined ? {} : { granted };
      return { capacity, ...VCPU_QUOTAS[capacity][group], wanted: demand[capacity][group], ...known };
    }),
  );
  return {
    cluster: id,
    kind: cluster.kind,
    autoscaler: cluster.nodes.autoscaler,
    systemNodes: systemNodes(cluster).count,
    max: cluster.nodes.max,
    tenantNodes: tenantNodes(fleet, cluster),
    room: Math.min(...rooms.map(({ room }) => room)),
    pools: nodePools(fleet, cluster).map((pool) => ({
      ...explainedPool(pool, now),
      groups:
        cluster.nodes.autoscaler === "karpenter" ? [] : explainedGroups(pool, nodeZones(fleet, cluster)),
    })),
    quotas,
  };
}

function explainedGroups(pool: NodePool, zones: readonly string[]): readonly ExplainedGroup[] {
  return nodeGroups([pool], zones).map(({ key, zone, capacity, max, types }) => ({
    key,
    zone,
    capacity,
    max,
    types,
  }));
}

function explainedPool(pool: NodePool, now: Date): Omit<ExplainedPool, "groups"> {
  const { disruption, floor, machines } = pool;
  return {
    ...pool,
    mostNodes: pool.isNodeLimit ? pool.nodes : Math.floor(pool.cpuLimit / (machines.cpus?.least ?? 1)),
    shares: poolShares(pool).map(({ name, capacity, cpu }) => ({ name, capacity, cpu })),
    nextFreezes: disruption.freezes.map((freeze) => nextWindow(freeze, now)),
    nextFloors: floor.times.map((time) => ({ ...nextWindow(time, now), nodes: time.min })),
  };
}

const HOUR_MILLISECONDS = 3_600_000;

/** The time that is running, or the next one. */
function nextWindow(
  { schedule, hours }: { readonly schedule: string; readonly hours: number },
  now: Date,
): Window {
  const from = nextTime(parseCron(schedule), new Date(now.getTime() - hours * HOUR_MILLISECONDS));
  const until = new Date(from.getTime() + hours * HOUR_MILLISECONDS);
  return { from: toMinute(from), until: toMinute(until), schedule };
}

const toMinute = (time: Date): string => `${time.toISOString().slice(0, 16)}Z`;
