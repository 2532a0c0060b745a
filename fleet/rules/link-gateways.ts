import { overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Link } from "../inventory.ts";
import { clusterGateway, type GatewayLink, transitWay } from "../links/link-gateways.ts";
import { foreignSide, linkedClusters } from "../links/link-sides.ts";
import { AWS_SIDE_ASN } from "../links/vpn-vocabulary.ts";
import { gatewayTwins } from "./link-gateway-twins.ts";
import { rangeAt } from "./link-networks.ts";

/** Links over transit gateways, and those that end at a gateway of the cluster's own. */
export function gatewayFindings(inventory: Inventory): readonly Finding[] {
  const links = [...inventory.links.values()];
  const over = links.flatMap((link) => gatewayLink(inventory, link) ?? []);
  return [
    ...links.flatMap((link) => unattached(inventory, link)),
    ...over.flatMap((one) => [...idleFindings(one), ...foreignRivals(one)]),
    ...gatewayTwins(over),
    ...privateGatewayTwins(inventory, links),
    ...asnFindings(inventory, links),
  ];
}

function gatewayLink(inventory: Inventory, link: Link): GatewayLink | undefined {
  const [near, far] = linkedClusters(link).map((id) => {
    const cluster = inventory.clusters.get(id);
    return cluster === undefined ? undefined : clusterGateway(inventory, cluster);
  });
  if (near === undefined || link.kind === "peering") return undefined;
  if (link.to.cluster === undefined) return { link, near };
  return far === undefined ? undefined : { link, near, far };
}

function unattached(inventory: Inventory, link: Link): readonly Finding[] {
  if (link.kind !== "transit-gateway") return [];
  return linkedClusters(link).flatMap((id): readonly Finding[] => {
    const cluster = inventory.clusters.get(id);
    if (cluster?.network.mode !== "create" || cluster.network.transitGateway) return [];
    const at = id === link.from ? ["from"] : ["to", "cluster"];
    const expected = "a cluster with network.transitGateway: true";
    return [{ file: `links/${link.id}.yaml`, at, expected, got: id }];
  });
}

/** Between environments that reach each other, a link that lets nothing in would be empty. */
function idleFindings({ link, near, far }: GatewayLink): readonly Finding[] {
  if (transitWay(near, far) !== "joined" || link.allow.length > 0) return [];
  const expected = `what is let in: the gateway of ${near.owner.id} routes between these clusters already`;
  return [{ file: `links/${link.id}.yaml`, at: ["allow"], expected, got: "nothing" }];
}

/** A table of a gateway takes one route for a range. */
function foreignRivals({ link, near: { gateway, owner } }: GatewayLink): readonly Finding[] {
  const side = foreignSide(link);
  if (side === undefined) return [];
  const file = `links/${link.id}.yaml`;
  const others = Object.entries(gateway.foreign);
  const used = others.find(([, { attachmentId }]) => attachmentId === link.to.attachment?.attachmentId);
  if (used !== undefined) {
    const expected = `an attachment that regions/${owner.id}.yaml does not have under foreign: ${used[0]} is this one`;
    return [{ file, at: ["to", "attachment", "attachmentId"], expected }];
  }
  return side.cidrs.flatMap((cidr, index): readonly Finding[] => {
    const block = parseCidr(cidr);
    const rival = others.find(([, { cidrs }]) => cidrs.some((one) => overlaps(parseCidr(one), block)));
    if (rival === undefined) return [];
    const expected = `a range that does not overlap those of ${rival[0]} in regions/${owner.id}.yaml`;
    return [{ file, at: rangeAt(side, index), expected }];
  });
}

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html for the one gateway of a VPC */
function privateGatewayTwins(inventory: Inventory, links: readonly Link[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return links.flatMap((link): readonly Finding[] => {
    const cluster = inventory.clusters.get(link.from);
    const isOwn = link.kind === "vpn" && cluster !== undefined;
    if (!isOwn || clusterGateway(inventory, cluster) !== undefined) return [];
    const owner = owners.get(link.from);
    owners.set(link.from, owner ?? link.id);
    if (owner === undefined) return [];
    const expected = `a cluster without a VPN: that of ${owner} holds the one gateway of its VPC`;
    const hint = "several VPNs need a transit gateway";
    return [{ file: `links/${link.id}.yaml`, at: ["from"], expected, hint }];
  });
}

/** Two that speak BGP with each other have two numbers. */
function asnFindings(inventory: Inventory, links: readonly Link[]): readonly Finding[] {
  return links.flatMap(({ id, from, to }): readonly Finding[] => {
    const cluster = inventory.clusters.get(from);
    if (cluster === undefined || to.site?.bgpAsn === undefined) return [];
    const own = clusterGateway(inventory, cluster)?.gateway.asn ?? AWS_SIDE_ASN;
    if (to.site.bgpAsn !== own) return [];
    const expected = `a number other than that of AWS's side, ${own}`;
    return [{ file: `links/${id}.yaml`, at: ["to", "site", "bgpAsn"], expected }];
  });
}
