import type { Inventory, Link } from "./inventory.ts";
import { type ForeignNetwork, isAccountNumber } from "./schema/link.ts";

/** What is on the other side: a cluster's id, or a VPC's. */
export function farSide({ to }: Pick<Link, "to">): string {
  return to.cluster ?? to.network?.vpcId ?? "";
}

/** Clusters that a link connects: one where the other side is no cluster. */
export function linkedClusters({ from, to }: Pick<Link, "from" | "to">): readonly string[] {
  return to.cluster === undefined ? [from] : [from, to.cluster];
}

/** A network on the other side that somebody else must accept for; undefined where atoll does. */
export function ownerAccepts({ to }: Pick<Link, "to">): ForeignNetwork | undefined {
  const { network } = to;
  return network !== undefined && isAccountNumber(network.account) ? network : undefined;
}

/** Links that one of these clusters is a side of. */
export function linksOf({ links }: Pick<Inventory, "links">, clusterId: string): readonly Link[] {
  return [...links.values()].filter((link) => linkedClusters(link).includes(clusterId));
}

/** What only people can do for a link, in one sentence; undefined when nothing is left. */
export function handWork(link: Link): string | undefined {
  const network = link.to.network;
  if (network === undefined) return undefined;
  const { vpcId, account, awsRegion, routeTableIds } = network;
  const ways = "adds the way back to its route tables";
  if (isAccountNumber(account))
    return `the owner of ${vpcId} (account ${account}, ${awsRegion}) accepts the connection within 7 days and ${ways}`;
  return routeTableIds.length > 0 ? undefined : `the owner of ${vpcId} ${ways}`;
}
