import type { Lock } from "../schema/lock.ts";

/**
 * What a merged lock may keep of itself after a merge: everything the base has, as the base has it. Entries that only
 * the merged branch knows lose their ranges, and `updateLock` gives them new ones; their ids and days stay.
 */
export function rebasedLock(base: Lock, merged: Lock): Lock {
  const regions = { ...merged.regions, ...base.regions };
  for (const [id, region] of Object.entries(merged.regions)) {
    if (base.regions[id] === undefined) regions[id] = { ...region, blocks: [] };
  }
  const { clusters } = base;
  const tombstones = [...base.tombstones];
  const known = new Set(tombstones.map(({ cidr, holder }) => `${cidr} ${holder}`));
  for (const tombstone of merged.tombstones) {
    if (!known.has(`${tombstone.cidr} ${tombstone.holder}`)) tombstones.push(tombstone);
  }
  return { version: 1, regions, clusters, tenants: { ...merged.tenants, ...base.tenants }, tombstones };
}
