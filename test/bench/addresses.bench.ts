import { performance } from "node:perf_hooks";
import { excludeCidr, mergeCidr, parseCidr as readCidr } from "cidr-tools";
import { BuddyAllocator } from "../../fleet/addresses/buddy.ts";
import { type Block, blockSize, parseCidr } from "../../fleet/addresses/cidr.ts";
import { overlapsAmong } from "../../fleet/addresses/overlaps.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Cluster } from "../../fleet/inventory.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory } from "../fleet/addresses/sample.ts";
import type { BenchRow } from "./row.ts";

const ROOT = "10.0.0.0/8";
const SIZES = [24, 26, 27] as const;
const DAY = "2026-01-01";

/** What an allocator is asked to do: a netmask length to give, or the index of an earlier one to take back. */
type Step = { readonly give: number } | { readonly takeBack: number };

/** The same numbers on every machine: a linear congruential generator, its high bits. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** `count` blocks of mixed sizes; after every tenth one, one that is still held goes back. */
function mixedSteps(count: number): readonly Step[] {
  const random = randomNumbers(7);
  const steps: Step[] = [];
  const held: number[] = [];
  for (let index = 0; index < count; index += 1) {
    steps.push({ give: SIZES[random(SIZES.length)] ?? 24 });
    held.push(index);
    if (index % 10 === 9) steps.push({ takeBack: held.splice(random(held.length), 1)[0] ?? 0 });
  }
  return steps;
}

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

const best = (times: number, work: () => void): number =>
  Math.min(...Array.from({ length: times }, () => seconds(work)));

/** Plays the steps on the buddy allocator; gives what is held at the end. */
function withBuddies(steps: readonly Step[]): readonly Block[] {
  const allocator = new BuddyAllocator([parseCidr(ROOT)]);
  const given: (Block | undefined)[] = [];
  for (const step of steps) {
    if ("give" in step) {
      given.push(allocator.allocate(step.give));
      continue;
    }
    const block = given[step.takeBack];
    if (block !== undefined) allocator.free(block);
    given[step.takeBack] = undefined;
  }
  return given.filter((block) => block !== undefined);
}

/** First fit on `cidr-tools` as scripts write it: what is free is what the library leaves of the root. */
function withFirstFit(steps: readonly Step[]): readonly string[] {
  return firstFit(steps, (given) =>
    excludeCidr(
      ROOT,
      given.filter((cidr) => cidr !== undefined),
    ),
  );
}

/**
 * The best that first fit on `cidr-tools` can do: free networks are kept, the library splits only the one that is hit
 * (`excludeCidr`) and joins only what comes back with the rest (`mergeCidr`).
 */
function withKeptFreeList(steps: readonly Step[]): readonly string[] {
  let free = [ROOT];
  return firstFit(
    steps,
    () => free,
    (at, cidr) => free.splice(at, 1, ...excludeCidr(free[at] ?? [], cidr)),
    (cidr) => (free = mergeCidr([...free, cidr])),
  );
}

function firstFit(
  steps: readonly Step[],
  freeOf: (given: readonly (string | undefined)[]) => readonly string[],
  taken: (at: number, cidr: string) => unknown = () => undefined,
  back: (cidr: string) => unknown = () => undefined,
): readonly string[] {
  const given: (string | undefined)[] = [];
  for (const step of steps) {
    if ("give" in step) {
      const free = freeOf(given);
      const at = free.findIndex((cidr) => Number(readCidr(cidr).prefix) <= step.give);
      const hit = free[at];
      if (hit === undefined) throw new Error("the root is full");
      const cidr = `${readCidr(hit).ip}/${step.give}`;
      taken(at, cidr);
      given.push(cidr);
      continue;
    }
    const cidr = given[step.takeBack];
    given[step.takeBack] = undefined;
    if (cidr !== undefined) back(cidr);
  }
  return given.filter((cidr) => cidr !== undefined);
}

function allocatorRows(): readonly BenchRow[] {
  const steps = mixedSteps(100_000);
  const fewer = mixedSteps(5_000);
  let held: readonly Block[] = [];
  const buddies = best(3, () => void (held = withBuddies(steps)));
  const few = best(20, () => void withBuddies(fewer));
  const plain = best(1, () => void withFirstFit(fewer));
  const kept = best(5, () => void withKeptFreeList(fewer));
  const sizes = (blocks: readonly Block[]): number =>
    blocks.reduce((sum, block) => sum + blockSize(block), 0);
  if (sizes(withBuddies(fewer)) !== sizes(withKeptFreeList(fewer).map(parseCidr)))
    throw new Error("both must hold the same sizes");
  const blocks = held.map((block, index) => ({ block, holder: String(index) })).reverse();
  const hundredThousand = [...blocks, ...blocks.slice(0, 100_000 - blocks.length).map(inUpperHalf)];
  let overlaps = -1;
  const proof = best(3, () => void (overlaps = overlapsAmong(hundredThousand).length));
  if (overlaps !== 0) throw new Error(`the allocator gave ${overlaps} overlapping blocks`);
  return [
    { name: "100,000 mixed blocks, 10 % freed", value: buddies, unit: "s", bar: "<= 0.5" },
    {
      name: "5,000 blocks: first fit with cidr-tools / buddies",
      value: plain / few,
      unit: "x",
      bar: ">= 20",
    },
    {
      name: "5,000 blocks: first fit with a kept free list / buddies",
      value: kept / few,
      unit: "x",
      isHeadline: true,
    },
    {
      name: `overlap proof of ${hundredThousand.length} blocks`,
      value: proof,
      unit: "s",
      bar: "<= 0.5",
      isHeadline: true,
    },
  ];
}

/** The same block 128 /8 networks further on, where nobody allocates. */
function inUpperHalf<T extends { readonly block: Block }>(one: T): T {
  return { ...one, block: { ...one.block, base: one.block.base + 2 ** 31 } };
}

/** Adds and removes clusters by chance, a lock each time; counts live ranges that are elsewhere afterwards. */
function movedRows(changes: number): readonly BenchRow[] {
  const random = randomNumbers(11);
  let clusters: readonly Cluster[] = [];
  let lock: Lock | undefined;
  let moved = 0;
  let given = 0;
  const spent = seconds(() => {
    for (let index = 0; index < changes; index += 1) {
      const removes = clusters.length > 60 || (clusters.length > 0 && random(3) === 0);
      clusters = removes
        ? clusters.toSpliced(random(clusters.length), 1)
        : [...clusters, newCluster(index, random)];
      const before = ranges(lock, clusters);
      lock = updateLock(sampleInventory(clusters), lock, DAY).lock;
      const after = ranges(lock, clusters);
      given = Math.max(given, after.size);
      for (const [holder, cidr] of before) if (after.get(holder) !== cidr) moved += 1;
    }
  });
  return [
    {
      name: `ranges moved by ${changes} random changes, up to ${given} live`,
      value: moved,
      unit: "ranges",
      bar: "0",
    },
    {
      name: "one change: new lock with its proof",
      value: (spent / changes) * 1000,
      unit: "ms",
      isHeadline: true,
    },
  ];
}

function newCluster(index: number, random: (below: number) => number): Cluster {
  const network = { mode: "create", netmaskLength: 18 + random(3), pods: "unrouted", linkable: false };
  return sampleCluster(`c${index}`, { network, zones: ["a", "b", "c"].slice(random(2)), nodes: { max: 20 } });
}

function ranges(lock: Lock | undefined, clusters: readonly Cluster[]): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  for (const { id } of clusters) {
    const one = lock?.clusters[id];
    if (one === undefined) continue;
    held.set(id, one.block);
    for (const [key, cidr] of Object.entries(one.subnets)) held.set(`${id} ${key}`, cidr);
  }
  return held;
}

/** A whole lock for clusters with a /20 each and pods that are never routed, then one cluster more. */
function fleetRows(count: number): readonly BenchRow[] {
  const network = { mode: "create", netmaskLength: 20, pods: "unrouted", linkable: false };
  const clusters = Array.from({ length: count + 1 }, (_, index) => sampleCluster(`c${index}`, { network }));
  const inventory = sampleInventory(clusters.slice(0, count));
  const { lock } = updateLock(inventory, undefined, DAY);
  const all = best(3, () => void updateLock(inventory, undefined, DAY));
  const larger = sampleInventory(clusters);
  const next = best(3, () => void updateLock(larger, lock, DAY));
  const title = `${count.toLocaleString("en")} clusters with a /20 each`;
  return [
    { name: `${title}: lock with its proof`, value: all * 1000, unit: "ms" },
    { name: `${title}: one more`, value: next * 1000, unit: "ms" },
  ];
}

/** Figures of the address plan. */
export function run(): Promise<readonly BenchRow[]> {
  return Promise.resolve([...allocatorRows(), ...fleetRows(1_000), ...movedRows(1_000)]);
}
