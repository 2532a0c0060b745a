import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { ENDPOINTS_NETMASK_LENGTH } from "../regions/shared-endpoints.ts";
import { contains, formatBlock, parseCidr } from "./cidr.ts";
import { clusterFindings, RESTORE, RUN_LOCK } from "./cluster-proof.ts";
import {
  type HeldRange,
  liveClusters,
  LOCK_FILE,
  overlayRanges,
  podRanges,
  type RangeKind,
  routedRanges,
  serviceRanges,
  sharedPodRanges,
  subnetRanges,
} from "./held-ranges.ts";
import { hostProof } from "../rules/host-moves.ts";
import { linkProof } from "./link-proof.ts";
import { overlapsAmong } from "./overlaps.ts";

/**
 * Proves a lock without the allocator that wrote it: complete, contained, disjoint from all it could ever meet, and
 * large enough. One sort and one sweep over all ranges. An empty answer is the proof.
 */
export function addressFindings(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [
    ...missingEntries(inventory, lock),
    ...liveClusters(lock).flatMap(([id, locked]) => {
      const cluster = inventory.clusters.get(id);
      if (cluster === undefined) return [];
      const subnets = overlapFindings(subnetRanges(id, locked), "subnets that do not overlap");
      return [...clusterFindings(inventory, lock, cluster, locked), ...subnets];
    }),
    ...regionFindings(inventory, lock),
    ...endpointFindings(inventory, lock),
    ...overlapFindings(routedRanges(inventory, lock), "routed ranges that do not overlap"),
    ...overlapFindings(
      podRanges(inventory, lock),
      "pod ranges that do not overlap where networks may be linked",
    ),
    ...liveClusters(lock).flatMap(([id]) =>
      overlapFindings(sharedPodRanges(inventory, lock, id), "pod ranges outside reserved ranges"),
    ),
    ...overlapFindings(overlayRanges(inventory, lock), "a podRange outside every routed range"),
    ...overlapFindings(serviceRanges(inventory, lock), "service ranges outside every routed range"),
    ...linkProof(inventory, lock),
    ...hostProof(inventory, lock),
  ];
}

function missingEntries(inventory: Inventory, lock: Lock): readonly Finding[] {
  const missing = (
    kind: string,
    ids: Iterable<string>,
    known: Readonly<Record<string, unknown>>,
  ): readonly Finding[] =>
    [...ids]
      .filter((id) => known[id] === undefined)
      .map((id) => ({
        file: LOCK_FILE,
        at: [kind],
        expected: `an entry for ${id}`,
        got: "none",
        hint: RUN_LOCK,
      }));
  return [
    ...missing("regions", inventory.regions.keys(), lock.regions),
    ...missing("clusters", inventory.clusters.keys(), lock.clusters),
    ...missing("tenants", inventory.tenants.keys(), lock.tenants),
    ...missing("links", inventory.links.keys(), lock.links ?? {}),
  ];
}

function regionFindings(inventory: Inventory, lock: Lock): readonly Finding[] {
  const supernets = inventory.settings.addresses.supernets.map(parseCidr);
  const blocks: HeldRange[] = [];
  const findings: Finding[] = [];
  for (const [id, region] of Object.entries(lock.regions)) {
    if (region.gone !== undefined) continue;
    for (const [index, cidr] of region.blocks.entries()) {
      const block = parseCidr(cidr);
      const where = { file: LOCK_FILE, at: ["regions", id, "blocks", index] };
      blocks.push({ kind: "cluster", block, holder: `region/${id}`, where });
      if (supernets.some((one) => contains(one, block))) continue;
      const expected = `a block inside the supernets (${supernets.map(formatBlock).join(", ")})`;
      findings.push({ ...where, expected, got: cidr, hint: RESTORE });
    }
  }
  return [...findings, ...overlapFindings(blocks, "region blocks that do not overlap")];
}

/** Shared endpoints inside their region's blocks: what lies elsewhere, clusters don't send to the gateway. */
function endpointFindings({ regions }: Inventory, lock: Lock): readonly Finding[] {
  return [...regions.values()].flatMap((region): readonly Finding[] => {
    const locked = lock.regions[region.id];
    if (locked === undefined || region.sharedEndpoints === undefined) return [];
    const { endpoints, blocks } = locked;
    const where = { file: LOCK_FILE, at: ["regions", region.id] };
    if (endpoints === undefined)
      return [{ ...where, expected: "a range for its shared endpoints", got: "none", hint: RUN_LOCK }];
    const block = parseCidr(endpoints);
    const isInside = blocks.some((one) => contains(parseCidr(one), block));
    if (isInside && block.netmaskLength === ENDPOINTS_NETMASK_LENGTH) return [];
    const expected = `a /${ENDPOINTS_NETMASK_LENGTH} inside the region's blocks (${blocks.join(", ") || "none"})`;
    return [{ ...where, at: [...where.at, "endpoints"], expected, got: endpoints, hint: RESTORE }];
  });
}

/** What to do about an overlap, and where: at the first of these kinds that takes part in it. */
const REMEDIES: readonly (readonly [RangeKind, string])[] = [
  ["services", "set another serviceCidr"],
  ["overlay", "set another network.podRange"],
  ["existing", "a VPC keeps its range: set network.legacy: true, so that it is never connected"],
  ["reserved", "a live block never moves: make the reserved range smaller, or retire the cluster"],
  [
    "pods",
    "set network.linkable: false again where it was; after a merge, run atoll lock --rebase <base revision>",
  ],
  ["cluster", RESTORE],
];

function overlapFindings(ranges: readonly HeldRange[], expected: string): readonly Finding[] {
  return overlapsAmong(ranges).map(({ a, b }) => {
    const [kind, hint] = REMEDIES.find(([one]) => one === a.kind || one === b.kind) ?? ["cluster", RESTORE];
    const { where } = [b, a].find((one) => one.kind === kind) ?? b;
    const got = `${formatBlock(b.block)} of ${b.holder} inside ${formatBlock(a.block)} of ${a.holder}`;
    return { ...where, expected, got, hint };
  });
}
