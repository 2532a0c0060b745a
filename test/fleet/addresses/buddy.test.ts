import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BuddyAllocator } from "../../../fleet/addresses/buddy.ts";
import {
  type Block,
  blockEnd,
  blockSize,
  contains,
  overlaps,
  parseCidr,
} from "../../../fleet/addresses/cidr.ts";

const ROOT = parseCidr("10.0.0.0/24");

interface Step {
  readonly free: boolean;
  readonly pick: number;
  readonly netmaskLength: number;
}

const steps = fc.array(
  fc.record({ free: fc.boolean(), pick: fc.nat(), netmaskLength: fc.integer({ min: 24, max: 32 }) }),
  { maxLength: 120, size: "max" },
);

/** Runs allocations and frees, and gives what is held at the end. */
function played(allocator: BuddyAllocator, script: readonly Step[]): Block[] {
  const held: Block[] = [];
  for (const { free, pick, netmaskLength } of script) {
    if (free && held.length > 0) {
      const [block] = held.splice(pick % held.length, 1);
      if (block !== undefined) allocator.free(block);
      continue;
    }
    const block = allocator.allocate(netmaskLength);
    if (block !== undefined) held.push(block);
  }
  return held;
}

/** Every address of the root that no block holds, found one by one. */
function freeAddresses(held: readonly Block[]): Set<number> {
  const free = new Set<number>();
  for (let address = ROOT.base; address < blockEnd(ROOT); address += 1) {
    if (!held.some((block) => block.base <= address && address < blockEnd(block))) free.add(address);
  }
  return free;
}

/** Shortest netmask of an aligned block whose addresses are all free, by trying them all. */
function largestFreeByForce(free: ReadonlySet<number>): number {
  for (let length = 24; length <= 32; length += 1) {
    const size = 2 ** (32 - length);
    for (let base = ROOT.base; base < blockEnd(ROOT); base += size) {
      let whole = true;
      for (let address = base; whole && address < base + size; address += 1) whole = free.has(address);
      if (whole) return size;
    }
  }
  return 0;
}

describe("the buddy allocator", () => {
  it("gives aligned, contained, disjoint blocks under any sequence of allocations and frees", () => {
    fc.assert(
      fc.property(steps, (script) => {
        const held = played(new BuddyAllocator([ROOT]), script);
        for (const [index, block] of held.entries()) {
          expect(block.base % blockSize(block)).toBe(0);
          expect(contains(ROOT, block)).toBe(true);
          expect(held.slice(index + 1).some((other) => overlaps(block, other))).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses a size only when no aligned block of it is free, and reports free space as it is", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 24, max: 32 }), (script, netmaskLength) => {
        const allocator = new BuddyAllocator([ROOT]);
        const free = freeAddresses(played(allocator, script));
        const largest = largestFreeByForce(free);
        const { freeAddresses: reported, largestFreeAddresses } = allocator.fragmentation();
        expect([reported, largestFreeAddresses]).toEqual([free.size, largest]);
        expect(allocator.allocate(netmaskLength) !== undefined).toBe(2 ** (32 - netmaskLength) <= largest);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is whole again when everything was freed", () => {
    fc.assert(
      fc.property(steps, (script) => {
        const allocator = new BuddyAllocator([ROOT]);
        for (const block of played(allocator, script)) allocator.free(block);
        expect(allocator.freeBlocks()).toEqual([ROOT]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("replays what another allocator holds, in any order, to the same free space", () => {
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.nat(), { minLength: 120, maxLength: 120, size: "max" }),
        (script, order) => {
          const first = new BuddyAllocator([ROOT]);
          const held = played(first, script);
          const shuffled = held
            .map((block, index) => ({ block, at: order[index] ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ block }) => block);
          const second = new BuddyAllocator([ROOT]);
          expect(shuffled.every((block) => second.reserve(block))).toBe(true);
          expect(second.freeBlocks()).toEqual(first.freeBlocks());
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("never gives what was excluded, whether free, taken or partly taken", () => {
    const range = fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 32 })).map(([address, netmaskLength]) => ({
      base: ROOT.base + address - (address % 2 ** (32 - netmaskLength)),
      netmaskLength,
    }));
    fc.assert(
      fc.property(steps, range, (script, closed) => {
        const allocator = new BuddyAllocator([ROOT]);
        played(allocator, script);
        allocator.exclude(closed);
        for (let block = allocator.allocate(32); block !== undefined; block = allocator.allocate(32)) {
          expect(overlaps(block, closed)).toBe(false);
        }
        expect(allocator.freeBlocks()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses to reserve what is taken or outside, and to free what was not given", () => {
    const allocator = new BuddyAllocator([ROOT]);
    expect(allocator.reserve(parseCidr("10.0.0.64/26"))).toBe(true);
    expect(allocator.reserve(parseCidr("10.0.0.64/27"))).toBe(false);
    expect(allocator.reserve(parseCidr("10.0.0.0/24"))).toBe(false);
    expect(allocator.reserve(parseCidr("10.0.1.0/26"))).toBe(false);
    expect(() => {
      allocator.free(parseCidr("10.0.0.0/26"));
    }).toThrow("10.0.0.0/26 was not allocated");
  });
});
