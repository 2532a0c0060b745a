import type { EndArgs } from "../components/link/place.ts";
import type { Allowance, End, EndSettings } from "../components/link/settings.ts";
import { CONTROL_PLANE_TABLE } from "../components/network/transit-attachment-plan.ts";
import { reachableRanges } from "../fleet/addresses/linked-ranges.ts";
import type { Cluster, Fleet, Link } from "../fleet/inventory.ts";
import { hasControlPlaneSubnets, networkPlan, privateZones } from "../fleet/networks/network-plan.ts";
import { launchesNodes } from "../fleet/nodes/launches-nodes.ts";
import { isAccountNumber } from "../fleet/schema/link.ts";
import { type Place, placeOf } from "./network-settings.ts";
import type { ShownOutput, StackReader } from "./stack-outputs.ts";

export function clusterOf(fleet: Fleet, id: string): Cluster {
  const cluster = fleet.clusters.get(id);
  if (cluster === undefined) throw new Error(`${id} is no cluster`);
  return cluster;
}

/** A route table of a cluster: its key in names of routes, and where the cluster's stack shows its id. */
type ShownTable = readonly [key: string, output: Parameters<ShownOutput>];

/** Tables that get a way: those of nodes and pods, and that of the control plane, by which the API server answers. */
function linkedTables(fleet: Fleet, id: string): readonly ShownTable[] {
  const plan = networkPlan(fleet, id);
  const zones = privateZones(plan).map((zone): ShownTable => [
    `private-${zone}`,
    ["privateRouteTableIds", zone],
  ]);
  return hasControlPlaneSubnets(plan) ? [...zones, [CONTROL_PLANE_TABLE, ["isolatedRouteTableId"]]] : zones;
}

/** One end that is a cluster: where it is, its ranges in the lock, and its route tables. */
export function clusterEnd(fleet: Fleet, id: string): EndSettings {
  const { accountId, awsRegion }: Place = placeOf(fleet, clusterOf(fleet, id));
  const locked = fleet.lock.clusters[id];
  if (locked === undefined) throw new Error(`${id} is not in the lock`);
  const tables = linkedTables(fleet, id).map(([key]) => key);
  return { accountId, awsRegion, ranges: reachableRanges(locked), tables };
}

/** Ids of a cluster's network, as its own stack shows them. */
export function clusterPlace(
  fleet: Fleet,
  id: string,
  shown: ShownOutput,
): Omit<EndArgs, "provider" | "privateZoneId"> {
  const tables = linkedTables(fleet, id).map(([key, output]) => [key, shown(...output)] as const);
  return {
    vpcId: shown("vpcId"),
    routeTableIds: Object.fromEntries(tables),
    ...(launchesNodes(clusterOf(fleet, id)) ? { nodeSecurityGroupId: shown("nodeSecurityGroupId") } : {}),
  };
}

/** What a link lets in, by its ends. */
export function allowances({ id, from, allow }: Link): readonly Allowance[] {
  return allow.map((one) => {
    const { into, protocol, port, why = `link ${id}` } = one;
    return {
      into: into === from ? "requester" : "accepter",
      ...{ protocol, why },
      ...(port === undefined ? {} : { port }),
    };
  });
}

/** Regions of the ends that are clusters. */
function regionsOfEnds(fleet: Fleet, { from, to }: Link): Readonly<Partial<Record<End, string>>> {
  const near = { requester: clusterOf(fleet, from).region };
  return to.cluster === undefined ? near : { ...near, accepter: clusterOf(fleet, to.cluster).region };
}

/** Regions whose private zone the network of the other end joins, by the end that they are of. */
export function zonesOfEnds(fleet: Fleet, link: Link): Readonly<Partial<Record<End, string>>> {
  if (!link.privateZones) return {};
  const regions = Object.entries(regionsOfEnds(fleet, link));
  const { network } = link.to;
  // Somebody else's network joins nothing by itself.
  if (network !== undefined && isAccountNumber(network.account)) return {};
  return Object.fromEntries(regions.filter(([, id]) => fleet.regions.get(id)?.dns.private === true));
}

/** Ends whose networks join the zone of the other end's region. */
export function joiningEnds(fleet: Fleet, link: Link): readonly End[] {
  const zones = zonesOfEnds(fleet, link);
  return [
    ...(zones.accepter === undefined ? [] : (["requester"] as const)),
    ...(zones.requester === undefined ? [] : (["accepter"] as const)),
  ];
}

type ZonePlace = Pick<EndArgs, "privateZoneId">;

/** Ids of the zones that are joined, by the end whose region has them. */
export function zonePlaces(
  fleet: Fleet,
  link: Link,
  read: StackReader,
): Readonly<Partial<Record<End, ZonePlace>>> {
  const zones = Object.entries(zonesOfEnds(fleet, link));
  return Object.fromEntries(
    zones.map(([end, region]) => [end, { privateZoneId: read(region)("privateZoneId") }]),
  );
}
