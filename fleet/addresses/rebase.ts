import type { Lock, LockedCluster, LockedRegion, Tombstone } from "../schema/lock.ts";
import { overlaps, parseCidr } from "./cidr.ts";
import { liveClusters } from "./held-ranges.ts";

/**
 * What a branch may keep of its lock when it is put onto another base: every range the base has stays as the base has
 * it. Entries that only the branch knows lose their ranges, and `updateLock` gives them new ones. What the branch
 * retired leaves the base too, and ids that the branch used up stay used up.
 */
export function rebasedLock(base: Lock, branch: Lock): Lock {
  return {
    version: 1,
    regions: merged(base.regions, branch.regions, (region) => ({ ...region, blocks: [] })),
    clusters: merged(base.clusters, branch.clusters, (cluster) =>
      cluster.gone === undefined ? undefined : cluster,
    ),
    tenants: merged(base.tenants, branch.tenants, (tenant) => tenant),
    tombstones: [...base.tombstones, ...branch.tombstones.filter((one) => isStillFree(base, one))],
  };
}

interface Remembered {
  readonly retiring?: string | undefined;
  readonly gone?: string | undefined;
}

/** Entries of the base, with the branch's wish to retire them; of the others, what `kept` leaves. */
function merged<T extends Remembered>(
  base: Readonly<Record<string, T>>,
  branch: Readonly<Record<string, T>>,
  kept: (entry: T) => T | undefined,
): Record<string, T> {
  const entries = { ...base };
  for (const [id, entry] of Object.entries(branch)) {
    const known = base[id];
    const retiring = entry.retiring ?? entry.gone;
    const result =
      known === undefined ? kept(entry) : retiring === undefined ? known : { ...known, retiring };
    if (result !== undefined) entries[id] = result;
  }
  return entries;
}

/** Whether the base has not given this range to somebody, nor buried it itself: the branch's quarantine then counts. */
function isStillFree(base: Lock, tombstone: Tombstone): boolean {
  const block = parseCidr(tombstone.cidr);
  const meets = (cidr: string): boolean => overlaps(parseCidr(cidr), block);
  const held = liveClusters(base).flatMap(([, { block: own, pods }]: readonly [string, LockedCluster]) =>
    pods === undefined ? [own] : [own, pods],
  );
  const regions: readonly LockedRegion[] = tombstone.holder.startsWith("region/")
    ? Object.values(base.regions).filter(({ gone }) => gone === undefined)
    : [];
  const buried = base.tombstones.some(
    ({ cidr, holder }) => cidr === tombstone.cidr && holder === tombstone.holder,
  );
  return !buried && ![...held, ...regions.flatMap(({ blocks }) => blocks)].some(meets);
}
