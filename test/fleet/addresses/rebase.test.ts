import fc from "fast-check";
import { expect, test } from "vitest";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import type { Cluster } from "../../../fleet/inventory.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { doubleHeld, expectSound, liveRanges } from "./soundness.ts";
import { type Change, change, inventoryOf, lockedOrRefused, START, stepped, type World } from "./worlds.ts";

const branches = fc
  .tuple(
    fc.array(change, { maxLength: 8, size: "max" }),
    fc.array(change, { maxLength: 6, size: "max" }),
    fc.array(change, { maxLength: 6, size: "max" }),
  )
  .map(([common, ours, theirs]) => {
    const play = (steps: readonly Change[], from: World): World => steps.reduce(stepped, from);
    const start = play(common, START);
    return { base: play(ours, start), branch: play(theirs, start), start };
  });

const later = (a: World, b: World): string => (a.today > b.today ? a.today : b.today);

/** Files after a git merge: an entry that one side removed is gone, and an id that the base buried stays so. */
function mergedClusters(start: World, base: World, branch: World): readonly Cluster[] {
  const known = new Set(start.clusters.map(({ id }) => id));
  const stays = (id: string, other: World): boolean =>
    !known.has(id) || other.clusters.some((one) => one.id === id);
  const merged = new Map([
    ...branch.clusters.filter(({ id }) => stays(id, base)).map((one) => [one.id, one] as const),
    ...base.clusters.filter(({ id }) => stays(id, branch)).map((one) => [one.id, one] as const),
  ]);
  return [...merged.values()].filter(({ id }) => base.lock.clusters[id]?.gone === undefined);
}

interface Branches {
  readonly start: World;
  readonly base: World;
  readonly branch: World;
}

/** @returns whether the merged entries find room: a merge may honestly not fit */
function expectNothingMoved({ start, base, branch }: Branches): boolean {
  const clusters = mergedClusters(start, base, branch);
  const lock = lockedOrRefused(clusters, rebasedLock(base.lock, branch.lock), later(base, branch));
  if (lock === undefined) return false;
  expectSound(clusters, lock);
  const ids = new Set(clusters.map(({ id }) => id));
  const now = liveRanges(lock);
  for (const [holder, range] of liveRanges(base.lock)) {
    if (ids.has(holder.split(" ")[0] ?? "")) expect([holder, now.get(holder)]).toEqual([holder, range]);
  }
  return true;
}

/** @returns whether the merge without a rebase holds a range twice */
function expectDoubledIsFound({ start, base, branch }: Branches): boolean {
  const { clusters, regions, tombstones } = branch.lock;
  // What git writes when no two lines meet: the entries of both sides.
  const merged: Lock = {
    ...base.lock,
    regions: { ...base.lock.regions, ...regions },
    clusters: { ...clusters, ...base.lock.clusters },
    tombstones: [...base.lock.tombstones, ...tombstones],
  };
  if (doubleHeld(merged).length === 0) return false;
  const live = [...mergedClusters(start, base, branch), ...base.clusters, ...branch.clusters];
  expect(addressFindings(inventoryOf(live, merged), merged)).not.toEqual([]);
  return true;
}

function expectNothingForgotten({ base, branch }: Branches): void {
  const rebased = rebasedLock(base.lock, branch.lock);
  expect(rebased.tombstones).toEqual(expect.arrayContaining(base.lock.tombstones));
  for (const side of [base, branch]) {
    const gone = Object.entries(side.lock.clusters).filter(([, one]) => one.gone !== undefined);
    for (const [id] of gone) {
      const { gone: day, retiring } = rebased.clusters[id] ?? {};
      expect([id, day ?? retiring]).not.toEqual([id, undefined]);
    }
  }
}

// The same branches prove all, for to make them costs more than to look.
test(
  "two branches that were merged hold nothing twice after a rebase of the lock, everything that the base knows stays " +
    "where it was, no grave and no used id is lost, and without the rebase the proof finds each range that is held twice",
  () => {
    const found = { merges: 0, doubled: 0 };
    fc.assert(
      fc.property(branches, (both) => {
        if (expectNothingMoved(both)) found.merges += 1;
        if (expectDoubledIsFound(both)) found.doubled += 1;
        expectNothingForgotten(both);
      }),
      { numRuns: 1_000 },
    );
    // Most merges fit.
    expect(found.merges).toBeGreaterThan(700);
    expect(found.doubled).toBeGreaterThan(100);
  },
  300_000,
);
