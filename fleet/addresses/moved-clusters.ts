import type { Finding } from "../check.ts";
import { isOwnOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster } from "../schema/lock.ts";
import { type Block, overlaps, parseCidr } from "./cidr.ts";
import { liveClusters, LOCK_FILE } from "./held-ranges.ts";

/** A cluster that is live in two locks and holds other ranges in the second one. */
export interface MovedCluster {
  readonly id: string;
  /** Its ranges in the first lock. */
  readonly was: string;
  readonly is: string;
}

export function movedClusters(before: Lock, after: Lock): readonly MovedCluster[] {
  return liveClusters(before).flatMap(([id, cluster]): readonly MovedCluster[] => {
    const now = after.clusters[id];
    if (now === undefined || now.gone !== undefined) return [];
    const isSame =
      cluster.block === now.block &&
      (cluster.pods ?? now.pods) === now.pods &&
      Object.entries(cluster.subnets).every(([key, cidr]) => (now.subnets[key] ?? cidr) === cidr);
    return isSame ? [] : [{ id, was: rangeText(cluster), is: rangeText(now) }];
  });
}

const rangeText = ({ block, pods }: LockedCluster): string =>
  pods === undefined ? block : `${block}, pods ${pods}`;

/** Locks that a rebase takes part in. */
export interface RebasedLocks {
  /** The file, or both its sides while it is in conflict. */
  readonly sides: readonly Lock[];
  /** Locks from before the branches parted. */
  readonly common: readonly Lock[];
  readonly base?: Lock;
  readonly inConflict: boolean;
}

/**
 * What a rebase would move though it was built: all that both branches know, and, when the file clashes with nothing of
 * the base, anything at all, for then the base is a wrong one.
 */
export function rebaseFindings(
  { sides, common, base, inConflict }: RebasedLocks,
  after: Lock,
  name: string,
): readonly Finding[] {
  const isNeeded =
    inConflict ||
    base === undefined ||
    sides.some((side) => locksClash(base, side) || locksClash(side, side));
  const known = common.flatMap((lock) => movedClusters(lock, after));
  const moved = isNeeded ? known : [...known, ...sides.flatMap((side) => movedClusters(side, after))];
  const byId = new Map(moved.map((one) => [one.id, one]));
  return [...byId.values()].map(({ id, was, is }) => {
    const why = known.some((one) => one.id === id)
      ? `which it had before ${name} and HEAD parted`
      : `which nothing in the lock of ${name} overlaps`;
    const hint = "name the branch that was merged, or run atoll lock without --rebase";
    return { file: LOCK_FILE, at: ["clusters", id], expected: `${was}, ${why}`, got: is, hint };
  });
}

/** Whether two locks give overlapping ranges to different holders, so that one of them has to yield. */
function locksClash(one: Lock, other: Lock): boolean {
  const theirs = claims(other);
  return claims(one).some((claim) =>
    theirs.some(
      ({ kind, holder, block }) =>
        kind === claim.kind && holder !== claim.holder && overlaps(block, claim.block),
    ),
  );
}

interface Claim {
  readonly kind: "region" | "cluster";
  readonly holder: string;
  readonly block: Block;
}

/** Blocks, and the pod ranges that nobody shares, each by who holds it or left it in quarantine. */
function claims(lock: Lock): readonly Claim[] {
  const regions = Object.entries(lock.regions).filter(([, { gone }]) => gone === undefined);
  return [
    ...regions.flatMap(([id, { blocks }]) =>
      blocks.map((cidr): Claim => ({ kind: "region", holder: `region/${id}`, block: parseCidr(cidr) })),
    ),
    ...regions.flatMap(([id, { endpoints }]): readonly Claim[] =>
      endpoints === undefined
        ? []
        : [{ kind: "cluster", holder: `endpoints/${id}`, block: parseCidr(endpoints) }],
    ),
    ...liveClusters(lock).flatMap(([id, cluster]) => {
      const { block, pods, linkable, legacy, external } = cluster;
      const routed = legacy === true || external === true ? [] : [block];
      const isShared = linkable === false || isOwnOverlay(cluster);
      const own = pods === undefined || isShared ? routed : [...routed, pods];
      return own.map((cidr): Claim => ({ kind: "cluster", holder: `cluster/${id}`, block: parseCidr(cidr) }));
    }),
    ...lock.tombstones.map(({ cidr, holder }): Claim => ({
      kind: "cluster",
      holder,
      block: parseCidr(cidr),
    })),
  ];
}
