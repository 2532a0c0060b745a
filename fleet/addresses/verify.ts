import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { capacityFindings } from "./capacity.ts";
import { type Block, contains, formatBlock, parseCidr } from "./cidr.ts";
import { wantedSubnets } from "./demand.ts";
import {
  type HeldRange,
  liveClusters,
  LOCK_FILE,
  podRanges,
  type RangeKind,
  routedRanges,
  serviceRanges,
} from "./held-ranges.ts";
import { overlapsAmong } from "./overlaps.ts";
import { clusterZones } from "./zones.ts";

const RUN_LOCK = "run atoll lock";
const RESTORE = "restore the lock from git; after a merge, run atoll lock --rebase <base revision>";

/**
 * Proves a lock without the allocator that wrote it: complete, contained, disjoint from all it could ever meet, and
 * large enough. One sort and one sweep over all ranges. An empty answer is the proof.
 */
export function addressFindings(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [
    ...missingEntries(inventory, lock),
    ...liveClusters(lock).flatMap(([id, locked]) => clusterFindings(inventory, lock, id, locked)),
    ...regionFindings(inventory, lock),
    ...overlapFindings(routedRanges(inventory, lock), "routed ranges that do not overlap"),
    ...overlapFindings(
      podRanges(inventory, lock),
      "pod ranges that do not overlap where networks may be linked",
    ),
    ...overlapFindings(serviceRanges(inventory, lock), "service ranges outside every routed range"),
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
  ];
}

/** Containment, completeness and capacity of one cluster's ranges. */
function clusterFindings(
  inventory: Inventory,
  lock: Lock,
  id: string,
  locked: LockedCluster,
): readonly Finding[] {
  const cluster = inventory.clusters.get(id);
  if (cluster === undefined) return [];
  const subnets = new Map(Object.entries(locked.subnets).map(([key, cidr]) => [key, parseCidr(cidr)]));
  const own = [parseCidr(locked.block), ...(locked.pods === undefined ? [] : [parseCidr(locked.pods)])];
  const at = ["clusters", id];
  const findings: Finding[] = [];
  if (cluster.network.mode === "create") {
    const homes = (lock.regions[locked.region]?.blocks ?? []).map(parseCidr);
    if (!homes.some((home) => contains(home, parseCidr(locked.block)))) {
      const expected = `a block inside region ${locked.region} (${homes.map(formatBlock).join(", ") || "no blocks"})`;
      findings.push({ file: LOCK_FILE, at: [...at, "block"], expected, got: locked.block, hint: RESTORE });
    }
    findings.push(...absentSubnets(inventory, cluster, locked));
  }
  for (const [key, block] of subnets) {
    if (own.some((one) => contains(one, block))) continue;
    const expected = `a range inside ${own.map(formatBlock).join(" or ")}`;
    findings.push({
      file: LOCK_FILE,
      at: [...at, "subnets", key],
      expected,
      got: formatBlock(block),
      hint: RESTORE,
    });
  }
  const cut = [...subnets].map(([key, block]): HeldRange => {
    const where = { file: LOCK_FILE, at: [...at, "subnets", key] };
    return { kind: "cluster", block, holder: `cluster/${id} ${key}`, where };
  });
  findings.push(...overlapFindings(cut, "subnets that do not overlap"));
  return [...findings, ...capacityFindings(cluster, wantedOnly(inventory, cluster, subnets))];
}

function absentSubnets(inventory: Inventory, cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  if (cluster.network.mode !== "create") return [];
  return wantedSubnets(cluster.network, clusterZones(inventory, cluster))
    .filter(({ key }) => locked.subnets[key] === undefined)
    .map(({ key }) => {
      const at = ["clusters", cluster.id, "subnets"];
      return { file: LOCK_FILE, at, expected: `a range for ${key}`, got: "none", hint: RUN_LOCK };
    });
}

/** Subnets the cluster uses today; a zone it left keeps its range in the lock and serves nobody. */
function wantedOnly(
  inventory: Inventory,
  cluster: Cluster,
  subnets: ReadonlyMap<string, Block>,
): ReadonlyMap<string, Block> {
  if (cluster.network.mode === "existing") return subnets;
  const keys = new Set(
    wantedSubnets(cluster.network, clusterZones(inventory, cluster)).map(({ key }) => key),
  );
  return new Map([...subnets].filter(([key]) => keys.has(key)));
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

/** What to do about an overlap, and where: at the first of these kinds that takes part in it. */
const REMEDIES: readonly (readonly [RangeKind, string])[] = [
  ["services", "set another serviceCidr"],
  ["existing", "a VPC keeps its range: set network.legacy: true, so that it is never connected"],
  ["reserved", "a live block never moves: make the reserved range smaller, or retire the cluster"],
  [
    "pods",
    "set network.linkable: false for one of them; after a merge, run atoll lock --rebase <base revision>",
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
