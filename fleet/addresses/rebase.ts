import { isOwnOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster, LockedRegion, Tombstone } from "../schema/lock.ts";
import { hostsSection } from "../ways/lock-names.ts";
import { furthest } from "../upgrade/layers.ts";
import { overlaps, parseCidr } from "./cidr.ts";
import { liveClusters } from "./held-ranges.ts";
import { linksSection, organisationSection } from "./retire.ts";

/**
 * What a branch may keep of its lock when it is put onto another base: every range the base has stays as the base has
 * it. Entries that only the branch knows lose their ranges, and `updateLock` gives them new ones. What the branch
 * retired leaves the base too, and ids that the branch used up stay used up.
 */
export function rebasedLock(base: Lock, branch: Lock): Lock {
  return {
    version: 1,
    ...organisationSection(base.organisation ?? branch.organisation),
    regions: merged(base.regions, branch.regions, ({ endpoints: _, ...region }) => ({
      ...region,
      blocks: [],
    })),
    clusters: withSteps(
      merged(base.clusters, branch.clusters, (cluster) => (cluster.gone === undefined ? undefined : cluster)),
      branch.clusters,
    ),
    tenants: merged(base.tenants, branch.tenants, (tenant) => tenant),
    ...linksSection(merged(base.links ?? {}, branch.links ?? {}, (link) => link)),
    // Who takes a name over takes it again from what the base says.
    ...hostsSection({ ...branch.hosts, ...base.hosts }),
    tombstones: [...base.tombstones, ...branch.tombstones.filter((one) => isStillFree(base, one))],
  };
}

/** Clusters with the steps of an upgrade that the branch has taken: both sides are on one way, and the further one stays. */
function withSteps(
  clusters: Readonly<Record<string, LockedCluster>>,
  branch: Lock["clusters"],
): Record<string, LockedCluster> {
  return Object.fromEntries(
    Object.entries(clusters).map(([id, cluster]) => {
      const kubernetes = furthest(cluster.kubernetes, branch[id]?.kubernetes);
      return [id, kubernetes === undefined ? cluster : { ...cluster, kubernetes }];
    }),
  );
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
  const held = liveClusters(base).flatMap(([, cluster]: readonly [string, LockedCluster]) => {
    const routed = cluster.external === true ? [] : [cluster.block];
    return cluster.pods === undefined || isOwnOverlay(cluster) ? routed : [...routed, cluster.pods];
  });
  const shared = Object.values(base.regions).flatMap(({ gone, endpoints }) =>
    gone === undefined && endpoints !== undefined ? [endpoints] : [],
  );
  const regions: readonly LockedRegion[] = tombstone.holder.startsWith("region/")
    ? Object.values(base.regions).filter(({ gone }) => gone === undefined)
    : [];
  const buried = base.tombstones.some(
    ({ cidr, holder }) => cidr === tombstone.cidr && holder === tombstone.holder,
  );
  return !buried && ![...held, ...shared, ...regions.flatMap(({ blocks }) => blocks)].some(meets);
}
