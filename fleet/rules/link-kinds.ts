import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Link } from "../inventory.ts";
import { isAccountNumber, type LinkKind } from "../schema/link.ts";

/** What may lie on the other side, by kind. */
const SIDES: Readonly<Record<LinkKind, readonly (keyof Link["to"])[]>> = {
  peering: ["cluster", "network"],
  "transit-gateway": ["cluster", "attachment"],
  vpn: ["site"],
};

/** Words of a link that its kind has no use for, or that its sides cannot have. */
export function kindFindings(inventory: Inventory, link: Link): readonly Finding[] {
  const { id, kind, to, dnsResolution } = link;
  const file = `links/${id}.yaml`;
  const words = SIDES[kind];
  const wrong = (["cluster", "network", "attachment", "site"] as const).filter(
    (key) => to[key] !== undefined && !words.includes(key),
  );
  const expected = `${words.join(" or ")} with kind: ${kind}`;
  return [
    ...wrong.map((key) => ({ file, at: ["to", key], atKey: true, expected, got: key })),
    ...(kind === "peering" || dnsResolution !== true
      ? []
      : [{ file, at: ["dnsResolution"], expected: "false: only a peering connection has this option" }]),
    ...(link.privateZones && wrong.length === 0 ? zoneFindings(inventory, link) : []),
  ];
}

/** Names of a private zone are for networks whose account is known, and only for those that don't have them yet. */
function zoneFindings(inventory: Inventory, { id, from, to }: Link): readonly Finding[] {
  const refused = (expected: string): readonly Finding[] => [
    { file: `links/${id}.yaml`, at: ["privateZones"], expected },
  ];
  if (to.attachment !== undefined || to.site !== undefined)
    return refused("false: zones are for VPCs, and on the other side atoll knows none");
  if (to.network !== undefined && isAccountNumber(to.network.account))
    return refused(`false with the account of somebody else (${to.network.account}), who asks for names`);
  const near = inventory.clusters.get(from);
  const far = inventory.clusters.get(to.cluster ?? "");
  const homes = far === undefined ? residents(inventory, to.network?.vpcId) : [far];
  if (near !== undefined && homes.some(({ region }) => region === near.region))
    return refused(`false: both sides have the names of ${near.region} already`);
  const regions = [near, far].flatMap((one) => (one === undefined ? [] : [one.region]));
  const hasZone = regions.some((region) => inventory.regions.get(region)?.dns.private === true);
  return hasZone || near === undefined ? [] : refused(`false: ${regions.join(", ")} has no private zone`);
}

/** Clusters in a VPC that was brought along: by their own stacks it has the names of their regions. */
const residents = ({ clusters }: Inventory, vpcId?: string): readonly Cluster[] =>
  [...clusters.values()].filter(({ network }) => network.mode === "existing" && network.vpcId === vpcId);

/** One network can join a zone once: two links must not bring it the names of the same region. */
export function zoneTwins(inventory: Inventory, links: readonly Link[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return links.flatMap((link): readonly Finding[] =>
    joinedZones(inventory, link).flatMap((key) => {
      const owner = owners.get(key);
      owners.set(key, owner ?? link.id);
      if (owner === undefined) return [];
      const expected = `false: ${owner} brings ${key} already`;
      return [{ file: `links/${link.id}.yaml`, at: ["privateZones"], expected }];
    }),
  );
}

/** The zones that networks join by a link, each with who joins it: a cluster, or a VPC that the fleet does not run. */
function joinedZones({ clusters, regions }: Inventory, { from, to, privateZones }: Link): readonly string[] {
  const near = clusters.get(from);
  const far = clusters.get(to.cluster ?? "");
  if (!privateZones || near === undefined) return [];
  const joins = [
    { region: near.region, network: far?.id ?? to.network?.vpcId },
    { region: far?.region, network: near.id },
  ];
  return joins.flatMap(({ region, network }) =>
    region === undefined || network === undefined || regions.get(region)?.dns.private !== true
      ? []
      : [`the names of ${region} to ${network}`],
  );
}
