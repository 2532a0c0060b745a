import type { Cluster, Inventory, Link, Region } from "../inventory.ts";
import type { OwnTransitGateway } from "../schema/region-transit-gateway.ts";
import { type Environment, gatewayRegion, ownGateway, reachableEnvironments } from "../regions/transit.ts";

/** The transit gateway behind which a cluster's network stands. */
export interface ClusterGateway {
  /** The region whose stack holds it. */
  readonly owner: Region;
  readonly gateway: OwnTransitGateway;
  /** Environment of the cluster, whose table says where its traffic goes. */
  readonly environment: Environment;
}

/** The gateway of a cluster that attaches to one; undefined for every other. */
export function clusterGateway(
  { regions }: Pick<Inventory, "regions">,
  { network, region, environment }: Pick<Cluster, "network" | "region" | "environment">,
): ClusterGateway | undefined {
  const home = regions.get(region);
  if (home === undefined || network.mode !== "create" || !network.transitGateway) return undefined;
  const owner = gatewayRegion({ regions }, home);
  const gateway = owner === undefined ? undefined : ownGateway(owner);
  return owner === undefined || gateway === undefined ? undefined : { owner, gateway, environment };
}

/** A link that leads over a gateway, with the gateways of its sides. */
export interface GatewayLink {
  readonly link: Link;
  readonly near: ClusterGateway;
  /** That of the other side, where it is a cluster. */
  readonly far?: ClusterGateway;
}

/** How two networks meet behind gateways. */
export type TransitWay =
  /** The gateway routes between their environments already; only what comes in is the link's. */
  | "joined"
  /** Both stand behind one gateway, whose environments are apart. */
  | "one-gateway"
  /** Each stands behind a gateway of its own, and the link peers the two. */
  | "two-gateways"
  /** The other network is attached to the gateway by its owner. */
  | "attached";

export function transitWay(near: ClusterGateway, far: ClusterGateway | undefined): TransitWay {
  if (far === undefined) return "attached";
  if (near.owner.id !== far.owner.id) return "two-gateways";
  const reached = reachableEnvironments(near.gateway, near.environment);
  return reached.includes(far.environment) ? "joined" : "one-gateway";
}

/** One table of one gateway, as rules tell them apart. */
export const tableKey = ({ owner, environment }: ClusterGateway): string => `${owner.id}/${environment}`;
