import fc from "fast-check";
import { describe, expect, it } from "vitest";
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

describe("two branches that were merged", () => {
  it("hold nothing twice after a rebase of the lock, and everything that the base knows stays where it was", () => {
    let merges = 0;
    fc.assert(
      fc.property(branches, ({ start, base, branch }) => {
        const clusters = mergedClusters(start, base, branch);
        const lock = lockedOrRefused(clusters, rebasedLock(base.lock, branch.lock), later(base, branch));
        if (lock === undefined) return;
        merges += 1;
        expectSound(clusters, lock);
        const ids = new Set(clusters.map(({ id }) => id));
        const now = liveRanges(lock);
        for (const [holder, range] of liveRanges(base.lock)) {
          if (ids.has(holder.split(" ")[0] ?? "")) expect([holder, now.get(holder)]).toEqual([holder, range]);
        }
      }),
      { numRuns: 1_000 },
    );
    // A merge may honestly not fit; most do.
    expect(merges).toBeGreaterThan(700);
  }, 300_000);

  it("never pass the proof without a rebase while two networks hold the same range", () => {
    let doubled = 0;
    fc.assert(
      fc.property(branches, ({ start, base, branch }) => {
        const { clusters, regions, tombstones } = branch.lock;
        // What git writes when no two lines meet: the entries of both sides.
        const merged: Lock = {
          ...base.lock,
          regions: { ...base.lock.regions, ...regions },
          clusters: { ...clusters, ...base.lock.clusters },
          tombstones: [...base.lock.tombstones, ...tombstones],
        };
        if (doubleHeld(merged).length === 0) return;
        doubled += 1;
        const live = [...mergedClusters(start, base, branch), ...base.clusters, ...branch.clusters];
        expect(addressFindings(inventoryOf(live, merged), merged)).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(doubled).toBeGreaterThan(100);
  }, 300_000);

  it("lose no grave and no id that either of them used up", () => {
    fc.assert(
      fc.property(branches, ({ base, branch }) => {
        const rebased = rebasedLock(base.lock, branch.lock);
        expect(rebased.tombstones).toEqual(expect.arrayContaining(base.lock.tombstones));
        for (const side of [base, branch]) {
          const gone = Object.entries(side.lock.clusters).filter(([, one]) => one.gone !== undefined);
          for (const [id] of gone) {
            const { gone: day, retiring } = rebased.clusters[id] ?? {};
            expect([id, day ?? retiring]).not.toEqual([id, undefined]);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  }, 300_000);
});
