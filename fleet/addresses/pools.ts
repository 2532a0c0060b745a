import type { Inventory } from "../inventory.ts";
import { broughtOverlay, hasOverlay, isOwnOverlay } from "../networks/overlay.ts";
import type { Lock } from "../schema/lock.ts";
import { BuddyAllocator } from "./buddy.ts";
import { type Block, parseCidr } from "./cidr.ts";
import { mayBeLinked } from "./linkable.ts";

/** Free space at each level, with everything the lock holds already taken. */
export interface Pools {
  readonly supernets: BuddyAllocator;
  readonly regions: Map<string, BuddyAllocator>;
  /** Unrouted pod ranges of clusters that may be linked, each given out once. */
  readonly linkedPods: BuddyAllocator;
  /** Ranges nobody gets: reserved, in quarantine, or in use by a network that exists already. */
  readonly closed: readonly Block[];
}

/** Replays the lock into allocators. What is live is taken first; closed ranges then shut what is left of them. */
export function poolsOf(inventory: Inventory, lock: Lock): Pools {
  const { addresses } = inventory.settings;
  const closed = closedRanges(inventory, lock);
  const shut = (pool: BuddyAllocator): BuddyAllocator => {
    for (const range of closed) pool.exclude(range);
    return pool;
  };
  const supernets = new BuddyAllocator(addresses.supernets.map(parseCidr));
  const linkedPods = new BuddyAllocator([parseCidr(addresses.podSupernet)]);
  const regions = new Map<string, BuddyAllocator>();
  for (const [id, region] of Object.entries(lock.regions)) {
    if (region.gone !== undefined) continue;
    const blocks = region.blocks.map(parseCidr);
    for (const block of blocks) supernets.reserve(block);
    regions.set(id, new BuddyAllocator(blocks));
  }
  for (const [id, cluster] of Object.entries(lock.clusters)) {
    if (cluster.gone !== undefined || cluster.external === true) continue;
    regions.get(cluster.region)?.reserve(parseCidr(cluster.block));
    if (cluster.pods !== undefined && !isOwnOverlay(cluster) && mayBeLinked(inventory, lock, id))
      linkedPods.reserve(parseCidr(cluster.pods));
  }
  for (const [id, { endpoints, gone }] of Object.entries(lock.regions)) {
    if (gone === undefined && endpoints !== undefined) regions.get(id)?.reserve(parseCidr(endpoints));
  }
  for (const pool of [supernets, linkedPods, ...regions.values()]) shut(pool);
  return { supernets, regions, linkedPods, closed };
}

function closedRanges(inventory: Inventory, lock: Lock): readonly Block[] {
  const reserved = inventory.settings.addresses.reserved.map(({ cidr }) => cidr);
  const quarantined = lock.tombstones.map(({ cidr }) => cidr);
  const existing = [...inventory.clusters.values()].flatMap(({ kind, network }) => {
    if (network.mode !== "existing") return [];
    const { cidr, podRange, legacy } = network;
    // Pods of an overlay could reach nobody who got a part of its range; who is never connected, they need not reach.
    const pods = hasOverlay({ kind }) && legacy ? undefined : (broughtOverlay({ kind, network }) ?? podRange);
    return pods === undefined ? [cidr] : [cidr, pods];
  });
  return [...reserved, ...quarantined, ...existing].map(parseCidr);
}
