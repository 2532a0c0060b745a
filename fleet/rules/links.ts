import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Link } from "../inventory.ts";
import { farSide, linkedClusters } from "../links/link-sides.ts";
import type { LockReader } from "./foreign-remedy.ts";
import type { KnownIds } from "./known-ids.ts";
import { allowanceFindings } from "./link-allowances.ts";
import { gatewayFindings } from "./link-gateways.ts";
import { kindFindings, zoneTwins } from "./link-kinds.ts";
import { foreignFindings } from "./link-networks.ts";

/** Links: two sides that differ, that may meet, that stay, and that no other link connects already. */
export function linkFindings(inventory: Inventory, ids: KnownIds, readLock: LockReader): readonly Finding[] {
  const links = [...inventory.links.values()];
  return [
    ...links.flatMap((link) => kindFindings(inventory, link)),
    ...links.flatMap((link) => sideFindings(inventory, link)),
    ...links.flatMap((link) => allowanceFindings(inventory, link)),
    ...foreignFindings(inventory, readLock),
    ...gatewayFindings(inventory),
    ...zoneTwins(inventory, links),
    ...twinFindings(links.filter((link) => linkedClusters(link).every((id) => ids.clusters.has(id)))),
  ];
}

/** Where a link names one of its clusters. */
function placeOf({ id, from }: Link, cluster: string): Pick<Finding, "file" | "at"> {
  return { file: `links/${id}.yaml`, at: cluster === from ? ["from"] : ["to", "cluster"] };
}

function sideFindings(inventory: Inventory, link: Link): readonly Finding[] {
  if (link.to.cluster === link.from) {
    const expected = "a cluster other than that of from";
    return [{ file: `links/${link.id}.yaml`, at: ["to", "cluster"], expected }];
  }
  return linkedClusters(link).flatMap((id): readonly Finding[] => {
    const cluster = inventory.clusters.get(id);
    if (cluster === undefined) return [];
    const where = placeOf(link, id);
    const leaves = cluster.lifecycle === "retiring" && link.lifecycle !== "retiring";
    const hint = "retire the link first";
    const stays = leaves
      ? [{ ...where, expected: "a cluster that stays", got: `${id}, which is retiring`, hint }]
      : [];
    return [...stays, ...unlinkable(where, id, cluster.network)];
  });
}

/** Only what atoll made has route tables that it knows, and only what was built for it has ranges of its own. */
function unlinkable(
  where: Pick<Finding, "file" | "at">,
  id: string,
  network: Cluster["network"],
): readonly Finding[] {
  if (network.mode === "existing") {
    const expected = "a cluster whose network atoll made";
    const hint = network.legacy
      ? "a legacy network is never connected"
      : "link its VPC as to.network, with its route tables";
    return [{ ...where, expected, got: `${id}, in a VPC that was brought along`, hint }];
  }
  if (network.mode === "external") {
    const expected = "a cluster whose network atoll made";
    const hint = "whoever runs the machines connects them";
    return [{ ...where, expected, got: `${id}, whose machines are elsewhere`, hint }];
  }
  if (network.linkable) return [];
  return [{ ...where, expected: "a cluster that may be linked", got: `${id}, with network.linkable: false` }];
}

/** Two links between the same sides would fight over the routes. */
function twinFindings(links: readonly Link[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return links.flatMap((link): readonly Finding[] => {
    const pair = [link.from, farSide(link)].sort().join(" ");
    const owner = owners.get(pair);
    owners.set(pair, owner ?? link.id);
    if (owner === undefined) return [];
    const expected = `sides that no other link connects: ${owner} connects these`;
    return [
      { file: `links/${link.id}.yaml`, at: ["to"], expected, got: `${link.from} and ${farSide(link)}` },
    ];
  });
}
