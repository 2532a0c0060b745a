import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { capacityFindings } from "./capacity.ts";
import { type Block, byAddress, contains, formatBlock, parseCidr } from "./cidr.ts";
import { wantedSubnets } from "./demand.ts";
import { type HeldBlock, overlapsAmong } from "./overlaps.ts";
import { mayBeLinked } from "./pools.ts";
import { clusterZones } from "./zones.ts";

export const LOCK_FILE = "fleet.lock.yaml";

const RUN_LOCK = "run atoll lock";

/**
 * Proves a lock without the allocator that wrote it: complete, contained, disjoint from all it could ever meet, and
 * large enough. One sort and one sweep over all ranges. An empty answer is the proof.
 */
export function addressFindings(inventory: Inventory, lock: Lock): readonly Finding[] {
  const live = Object.entries(lock.clusters).filter(([, cluster]) => cluster.gone === undefined);
  return [
    ...missingEntries(inventory, lock),
    ...live.flatMap(([id, locked]) => clusterFindings(inventory, lock, id, locked)),
    ...regionFindings(inventory, lock),
    ...overlapFindings(routedBlocks(inventory, lock), "routed ranges that do not overlap"),
    ...overlapFindings(
      podRanges(inventory, lock),
      "pod ranges that do not overlap where networks may be linked",
    ),
    ...serviceFindings(inventory, lock),
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
      const expected = `a block inside region ${locked.region} (${homes.map(formatBlock).join(", ")})`;
      findings.push({ file: LOCK_FILE, at: [...at, "block"], expected, got: locked.block });
    }
    findings.push(...absentSubnets(inventory, cluster, locked));
  }
  for (const [key, block] of subnets) {
    if (own.some((one) => contains(one, block))) continue;
    const expected = `a range inside ${own.map(formatBlock).join(" or ")}`;
    findings.push({ file: LOCK_FILE, at: [...at, "subnets", key], expected, got: formatBlock(block) });
  }
  const cut = [...subnets].map(([key, block]) => ({ block, holder: `cluster/${id} ${key}` }));
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
  const blocks: HeldBlock[] = [];
  const findings: Finding[] = [];
  for (const [id, region] of Object.entries(lock.regions)) {
    if (region.gone !== undefined) continue;
    for (const cidr of region.blocks) {
      const block = parseCidr(cidr);
      blocks.push({ block, holder: `region/${id}` });
      if (supernets.some((one) => contains(one, block))) continue;
      const expected = `a block inside the supernets (${supernets.map(formatBlock).join(", ")})`;
      findings.push({ file: LOCK_FILE, at: ["regions", id, "blocks"], expected, got: cidr });
    }
  }
  return [...findings, ...overlapFindings(blocks, "region blocks that do not overlap")];
}

/** Everything that must be unique in routed space: clusters, reserved ranges, ranges in quarantine. */
function routedBlocks(inventory: Inventory, lock: Lock): readonly HeldBlock[] {
  const clusters = Object.entries(lock.clusters)
    .filter(([id, one]) => one.gone === undefined && one.legacy !== true && inventory.clusters.has(id))
    .map(([id, one]) => ({ block: parseCidr(one.block), holder: `cluster/${id}` }));
  return [...clusters, ...closedBlocks(inventory, lock)];
}

function podRanges(inventory: Inventory, lock: Lock): readonly HeldBlock[] {
  const pods = Object.entries(lock.clusters).flatMap(([id, one]) =>
    one.gone === undefined && one.pods !== undefined && mayBeLinked(inventory, id)
      ? [{ block: parseCidr(one.pods), holder: `cluster/${id} pods` }]
      : [],
  );
  return [...pods, ...closedBlocks(inventory, lock).filter(({ holder }) => holder.startsWith("reserved"))];
}

/** Reserved ranges may nest in each other (an office inside a partner's range), so only the outermost count. */
function closedBlocks(inventory: Inventory, lock: Lock): readonly HeldBlock[] {
  const reserved = inventory.settings.addresses.reserved.map(({ cidr, why }) =>
    held(cidr, `reserved (${why})`),
  );
  return outermost([
    ...reserved,
    ...lock.tombstones.map(({ cidr, holder }) => held(cidr, `quarantine (${holder})`)),
  ]);
}

/** Service addresses mean something else in each cluster, so they must not be anybody's network address. */
function serviceFindings(inventory: Inventory, lock: Lock): readonly Finding[] {
  const { addresses } = inventory.settings;
  const live = Object.entries(lock.clusters).filter(
    ([, one]) => one.gone === undefined && one.legacy !== true,
  );
  const services = outermost(live.map(([id, one]) => held(one.services, `cluster/${id} services`)));
  const supernets = [...addresses.supernets, addresses.podSupernet].map((cidr) =>
    held(cidr, `supernet ${cidr}`),
  );
  const routed = outermost([...supernets, ...routedBlocks(inventory, lock)]);
  return overlapFindings([...services, ...routed], "service ranges outside every routed range");
}

const held = (cidr: string, holder: string): HeldBlock => ({ block: parseCidr(cidr), holder });

/** Drops what lies inside another: networks either nest or are disjoint. */
function outermost(blocks: readonly HeldBlock[]): readonly HeldBlock[] {
  const kept: HeldBlock[] = [];
  for (const next of [...blocks].sort((a, b) => byAddress(a.block, b.block))) {
    const last = kept.at(-1);
    if (last === undefined || !contains(last.block, next.block)) kept.push(next);
  }
  return kept;
}

function overlapFindings(blocks: readonly HeldBlock[], expected: string): readonly Finding[] {
  return overlapsAmong(blocks).map(({ a, b }) => ({
    file: LOCK_FILE,
    at: [],
    expected,
    got: `${formatBlock(b.block)} of ${b.holder} inside ${formatBlock(a.block)} of ${a.holder}`,
  }));
}
