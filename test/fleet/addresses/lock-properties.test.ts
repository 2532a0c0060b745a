import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { addDays } from "../../../fleet/addresses/days.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { InputError } from "../../../fleet/check.ts";
import { parseLock } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";
import { expectSound, liveRanges, ownRanges } from "./soundness.ts";
import { ADDRESSES, change, inventoryOf, START, stepped, type World } from "./worlds.ts";

const script = fc.array(change, { maxLength: 20, size: "max" });
/** Ranges that left with their cluster in this step, which somebody may still have routes to. */
function freedRanges(before: World, after: World): readonly string[] {
  const now = new Set(ownRanges(after.lock));
  return ownRanges(before.lock).filter((cidr) => !now.has(cidr));
}

/** What a step leaves is contained, aligned and disjoint, and no range of who stays has moved. */
function expectStill(before: World, after: World): void {
  const now = liveRanges(after.lock);
  const stays = new Set(after.clusters.map(({ id }) => id));
  for (const [holder, range] of liveRanges(before.lock)) {
    if (stays.has(holder.split(" ")[0] ?? "")) expect([holder, now.get(holder)]).toEqual([holder, range]);
  }
  if (after.lock !== before.lock) expectSound(after.clusters, after.lock);
}

/** Ranges that a step gave, and nobody had before it. */
function givenRanges(before: World, after: World): readonly string[] {
  const known = new Set(ownRanges(before.lock));
  return Object.values(after.lock.clusters)
    .filter((one) => [one.gone, one.vpcId, one.external].every((fact) => fact === undefined))
    .flatMap(({ block, pods, linkable }) =>
      pods === undefined || linkable === false ? [block] : [block, pods],
    )
    .filter((cidr) => !known.has(cidr));
}

function expectReplay({ clusters, lock, today }: World): void {
  const again = updateLock(inventoryOf([...clusters].reverse(), lock), lock, today);
  expect(again.changes).toEqual([]);
  expect(again.lock).toEqual(lock);
}

function expectSameInFile({ lock }: World): void {
  const text = lockText(lock);
  const read = parseLock("fleet.lock.yaml", Buffer.from(text));
  expect({ ...read, tombstones: new Set(read.tombstones) }).toEqual({
    ...lock,
    tombstones: new Set(lock.tombstones),
  });
  expect(lockText(read)).toBe(text);
}

// One walk proves all, for to walk costs more than to look.
test(
  "under any additions, removals, reorderings, new zones and days the lock is contained, aligned and disjoint, moves " +
    "no live range, gives nobody what another held until fewer than thirty days ago, replays to itself in whatever " +
    "order the files are read, and survives its file",
  () => {
    let kept = 0;
    fc.assert(
      fc.property(script, (steps) => {
        const graves: { readonly cidr: string; readonly until: string }[] = [];
        let before = START;
        for (const step of steps) {
          const after = stepped(before, step);
          expectStill(before, after);
          const given = givenRanges(before, after);
          for (const { cidr } of graves.filter(({ until }) => after.today < until)) {
            expect(given.filter((one) => overlaps(parseCidr(one), parseCidr(cidr)))).toEqual([]);
            kept += given.length;
          }
          const until = addDays(after.today, ADDRESSES.quarantineDays);
          graves.push(...freedRanges(before, after).map((cidr) => ({ cidr, until })));
          before = after;
        }
        expectReplay(before);
        expectSameInFile(before);
      }),
      { numRuns: 1_000 },
    );
    expect(kept).toBeGreaterThan(300);
  },
  300_000,
);

describe("freed space", () => {
  const options = { addresses: { supernets: ["10.0.0.0/16"], quarantineDays: 30 } };
  const DAY = "2026-01-01";
  const { lock } = updateLock(sampleInventory([sampleCluster("old")], options), undefined, DAY);
  const freed = updateLock(sampleInventory([], options), lock, DAY).lock;
  const wanted = sampleInventory([sampleCluster("new")], options);

  test("is given again from the thirtieth day on, and on no day before", () => {
    for (let days = 0; days <= 400; days += 1) {
      const locked = (): string | undefined =>
        updateLock(wanted, freed, addDays(DAY, days)).lock.clusters["new"]?.block;
      if (days < 30) expect(locked).toThrow(InputError);
      else expect(locked()).toBe("10.0.0.0/16");
    }
  });

  test("keeps the end of its quarantine when the fleet's becomes shorter, and waits longer when it becomes longer", () => {
    const blockAfter = (quarantineDays: number, days: number): string | undefined => {
      const addresses = { ...options.addresses, quarantineDays };
      const fleet = sampleInventory([sampleCluster("new")], { addresses });
      return updateLock(fleet, freed, addDays(DAY, days)).lock.clusters["new"]?.block;
    };
    expect(() => blockAfter(1, 29)).toThrow(InputError);
    expect(blockAfter(1, 30)).toBe("10.0.0.0/16");
    expect(() => blockAfter(40, 39)).toThrow(InputError);
    expect(blockAfter(40, 40)).toBe("10.0.0.0/16");
  });

  test("of a lock of old, which knows no end, waits as long as the fleet says", () => {
    const old = { ...freed, tombstones: [{ cidr: "10.0.0.0/16", holder: "cluster/old", freed: DAY }] };
    const locked = (days: number) => updateLock(wanted, old, addDays(DAY, days)).lock.clusters["new"]?.block;
    expect(() => locked(29)).toThrow(InputError);
    expect(locked(30)).toBe("10.0.0.0/16");
  });

  test("makes no lock stale by waiting alone", () => {
    const none = sampleInventory([], options);
    expect(updateLock(none, freed, "2030-01-01")).toEqual({ lock: freed, changes: [] });
  });

  test("is told when it is used again", () => {
    expect(updateLock(wanted, freed, "2026-01-31").changes).toEqual([
      { action: "add", holder: "cluster/new", value: "eks in eu, 10.0.0.0/16" },
      { action: "reusable", holder: "cluster/old", value: "10.0.0.0/16" },
    ]);
  });
});
