import { overlaps, parseCidr } from "../addresses/cidr.ts";
import type { Finding } from "../check.ts";
import { type GatewayLink, tableKey, transitWay } from "../links/link-gateways.ts";
import { foreignSide } from "../links/link-sides.ts";
import { rangeAt } from "./link-networks.ts";

/** Two links over gateways that would want the same thing of AWS, of which there is one. */
export function gatewayTwins(links: readonly GatewayLink[]): readonly Finding[] {
  return [
    ...once(links, attachmentOf),
    ...once(links, peeringOf),
    ...once(links, routesOf),
    ...rangeRivals(links),
  ];
}

/** What a link takes for itself: a key, where it stands in the entry, and the words of the fault. */
interface Taken {
  readonly key: string;
  readonly at: readonly string[];
  readonly expected: (owner: string) => string;
  readonly got?: string;
  readonly hint?: string;
}

function once(
  links: readonly GatewayLink[],
  takenBy: (link: GatewayLink) => readonly Taken[],
): readonly Finding[] {
  const owners = new Map<string, string>();
  return links.flatMap((one) =>
    takenBy(one).flatMap(({ key, expected, ...where }): readonly Finding[] => {
      const owner = owners.get(key);
      owners.set(key, owner ?? one.link.id);
      if (owner === undefined || owner === one.link.id) return [];
      return [{ file: `links/${one.link.id}.yaml`, ...where, expected: expected(owner) }];
    }),
  );
}

/** An attachment is in one table. */
function attachmentOf({ link: { to } }: GatewayLink): readonly Taken[] {
  if (to.attachment === undefined) return [];
  const expected = (owner: string): string => `an attachment of no other link: ${owner} has this one`;
  const hint = "a network for several clusters belongs under transitGateway.foreign of their region";
  const at = ["to", "attachment", "attachmentId"];
  return [{ key: to.attachment.attachmentId, at, expected, hint }];
}

/** AWS takes one peering of the same two gateways. @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html */
function peeringOf({ near, far }: GatewayLink): readonly Taken[] {
  if (far === undefined || transitWay(near, far) !== "two-gateways") return [];
  const pair = [near.owner.id, far.owner.id].sort().join(" and ");
  const expected = (owner: string): string => `gateways that no other link peers: ${owner} peers these`;
  return [{ key: pair, at: ["to"], expected, got: pair, hint: "use kind: peering between further clusters" }];
}

/** One table leads to a cluster once. */
function routesOf({ link: { from, to }, near, far }: GatewayLink): readonly Taken[] {
  if (far === undefined || transitWay(near, far) !== "one-gateway") return [];
  const taken = (table: string, target: string): Taken => ({
    key: `${table} to ${target}`,
    at: ["to"],
    expected: (owner) => `a way that no other link makes: ${owner} leads from these clusters to ${target}`,
    got: `${from} and ${to.cluster ?? ""}`,
    hint: `join the environments under transitGateway.joins in regions/${near.owner.id}.yaml`,
  });
  return [taken(tableKey(near), to.cluster ?? ""), taken(tableKey(far), from)];
}

/** One table leads to a foreign range once, also for two clusters. */
function rangeRivals(links: readonly GatewayLink[]): readonly Finding[] {
  const held: {
    readonly link: string;
    readonly from: string;
    readonly table: string;
    readonly cidr: string;
  }[] = [];
  return links.flatMap(({ link, near }) => {
    const side = foreignSide(link);
    if (side === undefined) return [];
    const table = tableKey(near);
    return side.cidrs.flatMap((cidr, index): readonly Finding[] => {
      const meets = (other: string): boolean => overlaps(parseCidr(other), parseCidr(cidr));
      // Two ranges of one cluster are told apart elsewhere.
      const rival = held.find((one) => one.table === table && one.from !== link.from && meets(one.cidr));
      held.push({ link: link.id, from: link.from, table, cidr });
      if (rival === undefined) return [];
      const expected = `a range that the link ${rival.link} does not bring to ${near.environment} in ${near.owner.id}`;
      return [{ file: `links/${link.id}.yaml`, at: rangeAt(side, index), expected }];
    });
  });
}
