import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { addDays } from "../../../fleet/addresses/days.ts";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { InputError } from "../../../fleet/check.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const QUARANTINE_DAYS = 30;
const REGIONS = ["eu", "us"].map((id) => sampleRegion(id, { netmaskLength: 13 }));
const ADDRESSES = {
  supernets: ["10.0.0.0/11", "10.64.0.0/12"],
  reserved: [
    { cidr: "10.1.0.0/16", why: "an office inside the first supernet" },
    { cidr: "100.64.0.0/16", why: "a partner's carrier network" },
  ],
  quarantineDays: QUARANTINE_DAYS,
};

/** What a team may do to its fleet between two locks. */
type Change =
  | {
      readonly kind: "add";
      readonly id: number;
      readonly network: object;
      readonly region: string;
      readonly zones: number;
    }
  | { readonly kind: "remove" | "widen"; readonly pick: number }
  | { readonly kind: "reorder"; readonly pick: number }
  | { readonly kind: "wait"; readonly days: number };

const network = fc.oneof(
  fc.record({
    mode: fc.constant("create"),
    netmaskLength: fc.integer({ min: 16, max: 20 }),
    pods: fc.constant("vpc"),
  }),
  fc.record({
    mode: fc.constant("create"),
    netmaskLength: fc.integer({ min: 16, max: 22 }),
    pods: fc.constant("unrouted"),
    linkable: fc.boolean(),
  }),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      id: fc.nat(999),
      network,
      region: fc.constantFrom("eu", "us"),
      zones: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("remove" as const, "widen" as const), pick: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reorder" as const), pick: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 0, max: 60 }) }),
  },
);

interface World {
  readonly clusters: readonly Cluster[];
  readonly lock: Lock;
  readonly today: string;
}

const LETTERS = ["a", "b", "c", "d", "e", "f"];

function inventoryOf(clusters: readonly Cluster[]): Inventory {
  return sampleInventory(clusters, { addresses: ADDRESSES, regions: REGIONS });
}

function changedClusters({ clusters, lock }: World, step: Change): readonly Cluster[] {
  if (step.kind === "add") {
    const id = `c${step.id}`;
    if (lock.clusters[id] !== undefined) return clusters;
    const zones = LETTERS.slice(0, step.zones);
    const nodes = { max: 3, podsPerNode: 5 };
    return [...clusters, sampleCluster(id, { region: step.region, network: step.network, zones, nodes })];
  }
  if (step.kind === "wait" || clusters.length === 0) return clusters;
  const at = step.pick % clusters.length;
  if (step.kind === "reorder") return [...clusters.slice(at), ...clusters.slice(0, at)].reverse();
  if (step.kind === "remove") return clusters.filter((_, index) => index !== at);
  return clusters.map((one, index) =>
    index === at ? { ...one, zones: LETTERS.slice(0, Math.min(6, (one.zones?.length ?? 0) + 1)) } : one,
  );
}

/** One step: the new lock, or, where something does not fit, the world as it was. */
function stepped(world: World, step: Change): World {
  const today = step.kind === "wait" ? addDays(world.today, step.days) : world.today;
  const clusters = changedClusters(world, step);
  try {
    return { clusters, lock: updateLock(inventoryOf(clusters), world.lock, today).lock, today };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...world, today };
  }
}

/** Live ranges of a lock: routed blocks, pod ranges, subnets, by holder. */
function liveRanges(lock: Lock): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  for (const [id, one] of Object.entries(lock.clusters)) {
    if (one.gone !== undefined) continue;
    ranges.set(id, one.block);
    if (one.pods !== undefined) ranges.set(`${id} pods`, one.pods);
    for (const [key, cidr] of Object.entries(one.subnets)) ranges.set(`${id} ${key}`, cidr);
  }
  return ranges;
}

function expectSound(clusters: readonly Cluster[], lock: Lock): void {
  expect(addressFindings(inventoryOf(clusters), lock)).toEqual([]);
  // The same once more by comparing every pair, so that the proof itself is under test.
  const blocks = Object.values(lock.clusters).filter(({ gone }) => gone === undefined);
  const closed = [...ADDRESSES.reserved, ...lock.tombstones].map(({ cidr }) => parseCidr(cidr));
  const supernets = ADDRESSES.supernets.map(parseCidr);
  for (const [index, one] of blocks.entries()) {
    const block = parseCidr(one.block);
    expect(supernets.some((supernet) => contains(supernet, block))).toBe(true);
    expect(blocks.slice(index + 1).some((other) => overlaps(parseCidr(other.block), block))).toBe(false);
    expect(closed.some((range) => overlaps(range, block))).toBe(false);
  }
}

describe("the lock under any sequence of additions, removals, reorderings, new zones and days", () => {
  const TODAY = "2026-01-01";
  const START: World = {
    clusters: [],
    lock: updateLock(inventoryOf([]), undefined, TODAY).lock,
    today: TODAY,
  };

  it("is contained, aligned and disjoint, moves no live range, and never reuses quarantined space", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (script) => {
        let world: World = START;
        for (const step of script) {
          const next = stepped(world, step);
          const now = liveRanges(next.lock);
          for (const [holder, range] of liveRanges(world.lock)) {
            const removed = !next.clusters.some(({ id }) => id === holder.split(" ")[0]);
            if (!removed) expect([holder, now.get(holder)]).toEqual([holder, range]);
          }
          expectSound(next.clusters, next.lock);
          world = next;
        }
      }),
      { numRuns: 1_000 },
    );
  }, 300_000);

  it("replays to itself: locking again changes nothing, in whatever order the files are read", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (script) => {
        const { clusters, lock, today } = script.reduce<World>(stepped, START);
        const again = updateLock(inventoryOf([...clusters].reverse()), lock, today);
        expect(again.changes).toEqual([]);
        expect(again.lock).toEqual(lock);
      }),
      { numRuns: 500 },
    );
  }, 300_000);

  it("after two merged branches and a rebase gives nothing twice, and moves only what the base does not know", () => {
    let merges = 0;
    const both = fc.tuple(
      fc.array(change, { maxLength: 10 }),
      fc.array(change, { maxLength: 6 }),
      fc.array(change, { maxLength: 6 }),
    );
    fc.assert(
      fc.property(both, ([common, ours, theirs]) => {
        const start = script(common, START);
        const base = script(ours, start);
        const branch = script(theirs, start);
        // Git merges the files of both branches; an entry that one branch removed is gone from the merge.
        const known = new Set(start.clusters.map(({ id }) => id));
        const kept = (one: Cluster, other: World): boolean =>
          !known.has(one.id) || other.clusters.some(({ id }) => id === one.id);
        const merged = new Map(
          [
            ...branch.clusters.filter((one) => kept(one, base)),
            ...base.clusters.filter((one) => kept(one, branch)),
          ].map((one) => [one.id, one]),
        );
        // An id that one branch buried cannot come back by the other.
        for (const [id, one] of Object.entries(base.lock.clusters))
          if (one.gone !== undefined) merged.delete(id);
        const clusters = [...merged.values()];
        const result = attempt(() =>
          updateLock(inventoryOf(clusters), rebasedLock(base.lock, branch.lock), later(base, branch)),
        );
        if (result === undefined) return;
        merges += 1;
        expectSound(clusters, result.lock);
        const now = liveRanges(result.lock);
        for (const [holder, range] of liveRanges(base.lock)) {
          if (merged.has(holder.split(" ")[0] ?? ""))
            expect([holder, now.get(holder)]).toEqual([holder, range]);
        }
      }),
      { numRuns: 1_000 },
    );
    // A merge may honestly not fit; most do.
    expect(merges).toBeGreaterThan(500);
  }, 300_000);

  const script = (steps: readonly Change[], world: World): World => steps.reduce(stepped, world);
  const later = (a: World, b: World): string => (a.today > b.today ? a.today : b.today);
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
