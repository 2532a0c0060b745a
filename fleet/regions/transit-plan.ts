import type { Cluster, Fleet, Region } from "../inventory.ts";
import { ENDPOINTS_TABLE, servicesFromRegion } from "./shared-endpoints.ts";
import { foreignRanges, gatewayRegion, ownGateway, regionsOf, tablesKnowing } from "./transit.ts";

/** How one cluster's network joins the gateway of its region. */
export interface TransitPlan {
  /** The region whose stack holds the gateway. */
  readonly owner: Region;
  /** Table that says where the cluster's traffic may go. */
  readonly table: string;
  /** Tables that learn the cluster's ranges. */
  readonly propagations: readonly string[];
  /** Ranges that the cluster's private subnets look for behind the gateway. */
  readonly destinations: readonly string[];
}

/**
 * The way of a cluster into the gateway; undefined when it asks for none. Its subnets send all of the regions' ranges
 * there, whoever has them, so that no neighbour changes when a cluster comes: the gateway's table decides what arrives.
 */
export function transitPlan(fleet: Omit<Fleet, "today">, cluster: Cluster): TransitPlan | undefined {
  const { network, environment } = cluster;
  if (network.mode !== "create" || !network.transitGateway) return undefined;
  const region = fleet.regions.get(cluster.region);
  const owner = region === undefined ? undefined : gatewayRegion(fleet, region);
  const gateway = owner === undefined ? undefined : ownGateway(owner);
  if (owner === undefined || gateway === undefined) throw new Error(`${cluster.id} has no transit gateway`);
  const blocks = regionsOf(fleet, owner).flatMap(({ id }) => fleet.lock.regions[id]?.blocks ?? []);
  return {
    owner,
    table: environment,
    propagations: [
      ...tablesKnowing(gateway, environment),
      ...(servicesFromRegion(fleet, cluster).length === 0 ? [] : [ENDPOINTS_TABLE]),
    ],
    destinations: [...blocks, ...foreignRanges(gateway, environment)],
  };
}
