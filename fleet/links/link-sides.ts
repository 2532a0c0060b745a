import type { Inventory, Link } from "../inventory.ts";
import { type ForeignNetwork, isAccountNumber } from "../schema/link.ts";

/** What is on the other side: a cluster's id, a VPC's or an attachment's, or the address of a site. */
export function farSide({ to }: Pick<Link, "to">): string {
  return to.cluster ?? to.network?.vpcId ?? to.attachment?.attachmentId ?? to.site?.address ?? "";
}

/** A side that the fleet does not run: the key that describes it, and its ranges. */
export interface ForeignSide {
  readonly key: "network" | "attachment" | "site";
  readonly cidrs: readonly string[];
}

/** The side that the fleet does not run; undefined between two clusters. */
export function foreignSide({ to }: Pick<Link, "to">): ForeignSide | undefined {
  if (to.network !== undefined) return { key: "network", cidrs: to.network.cidrs };
  if (to.attachment !== undefined) return { key: "attachment", cidrs: to.attachment.cidrs };
  return to.site === undefined ? undefined : { key: "site", cidrs: to.site.cidrs };
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
export function handWork({ from, to }: Pick<Link, "from" | "to">): string | undefined {
  const { network, attachment, site } = to;
  if (network !== undefined) return handWorkOf(network);
  if (attachment !== undefined)
    return `the owner of ${attachment.attachmentId} leads the ranges of ${from} to the gateway`;
  if (site === undefined) return undefined;
  return `whoever runs ${site.address} sets up both tunnels there, with the keys from Secrets Manager`;
}

function handWorkOf({ vpcId, account, awsRegion, routeTableIds }: ForeignNetwork): string | undefined {
  const ways = "adds the way back to its route tables";
  if (isAccountNumber(account))
    return `the owner of ${vpcId} (account ${account}, ${awsRegion}) accepts the connection within 7 days and ${ways}`;
  return routeTableIds.length > 0 ? undefined : `the owner of ${vpcId} ${ways}`;
}
