import { type Block, blockEnd, blockSize, formatBlock, overlaps } from "./cidr.ts";
import { LowestFirst } from "./lowest-first.ts";

export interface Fragmentation {
  readonly freeAddresses: number;
  /** Size of the largest free block; 0 when nothing is free. */
  readonly largestFreeAddresses: number;
  /** Share of the free addresses outside the largest free block: 0 is one piece, near 1 is dust. */
  readonly ratio: number;
}

/** Added to the netmask length of a block that is taken. */
const TAKEN = 64;

/**
 * Buddy allocator over power-of-two blocks: free blocks by netmask length, splitting on the way down and joining on the
 * way up. `allocate` is deterministic: the lowest address of the smallest free block that fits.
 * An operation takes at most one step per netmask length, and a step takes O(log n) at most.
 */
export class BuddyAllocator {
  /** What begins at an address: a free block as its netmask length, a taken one with TAKEN added. */
  readonly #blocks = new Map<number, number>();
  /** Addresses of free blocks by netmask length. One that is not free any more is skipped when it surfaces. */
  readonly #queues: readonly LowestFirst[] = Array.from({ length: 33 }, () => new LowestFirst());
  #roots: readonly Block[];

  /** `roots` must be disjoint. */
  constructor(roots: readonly Block[]) {
    this.#roots = roots;
    for (const { base, netmaskLength } of roots) this.#offer(base, netmaskLength);
  }

  /** A free block of this size, or undefined when none is left. */
  allocate(netmaskLength: number): Block | undefined {
    for (let length = netmaskLength; length >= 0; length -= 1) {
      const base = this.#takeLowest(length);
      if (base === undefined) continue;
      const block = { base, netmaskLength };
      this.#split(base, length, block);
      return block;
    }
    return undefined;
  }

  /** Takes exactly this block; false when a part of it is taken or it lies outside. Replays a lock. */
  reserve(block: Block): boolean {
    for (let length = block.netmaskLength; length >= 0; length -= 1) {
      const base = block.base - (block.base % 2 ** (32 - length));
      if (this.#blocks.get(base) !== length) continue;
      this.#split(base, length, block);
      return true;
    }
    return false;
  }

  /** Marks every part of `range` that is free as taken for good, whatever already lies inside. */
  exclude(range: Block): void {
    if (!this.#roots.some((root) => overlaps(root, range))) return;
    if (this.reserve(range)) {
      this.#blocks.delete(range.base);
      return;
    }
    for (const [base, length] of this.#blocks) {
      if (length < TAKEN && range.base <= base && base < blockEnd(range)) this.#blocks.delete(base);
    }
  }

  /** Takes over the roots and free blocks of another allocator, which must be disjoint and have nothing allocated. */
  adopt(other: BuddyAllocator): void {
    this.#roots = [...this.#roots, ...other.#roots];
    for (const { base, netmaskLength } of other.freeBlocks()) this.#offer(base, netmaskLength);
  }

  /** Gives a block back and joins it with its free neighbours. */
  free(block: Block): void {
    if (this.#blocks.get(block.base) !== TAKEN + block.netmaskLength) {
      throw new Error(`${formatBlock(block)} was not allocated`);
    }
    const root = this.#roots.find((one) => one.base <= block.base && block.base < blockEnd(one));
    let { base, netmaskLength } = block;
    while (root !== undefined && netmaskLength > root.netmaskLength) {
      const size = 2 ** (32 - netmaskLength);
      const buddy = base % (2 * size) === 0 ? base + size : base - size;
      if (this.#blocks.get(buddy) !== netmaskLength) break;
      this.#blocks.delete(Math.max(base, buddy));
      base = Math.min(base, buddy);
      netmaskLength -= 1;
    }
    this.#offer(base, netmaskLength);
  }

  /** Free blocks, largest first, then by address. */
  freeBlocks(): Block[] {
    return [...this.#blocks]
      .filter(([, length]) => length < TAKEN)
      .map(([base, netmaskLength]) => ({ base, netmaskLength }))
      .sort((a, b) => a.netmaskLength - b.netmaskLength || a.base - b.base);
  }

  fragmentation(): Fragmentation {
    const free = this.freeBlocks();
    const freeAddresses = free.reduce((sum, block) => sum + blockSize(block), 0);
    const largestFreeAddresses = free[0] === undefined ? 0 : blockSize(free[0]);
    const ratio = freeAddresses === 0 ? 0 : 1 - largestFreeAddresses / freeAddresses;
    return { freeAddresses, largestFreeAddresses, ratio };
  }

  #offer(base: number, netmaskLength: number): void {
    this.#blocks.set(base, netmaskLength);
    this.#queue(netmaskLength).add(base);
  }

  #takeLowest(netmaskLength: number): number | undefined {
    const queue = this.#queue(netmaskLength);
    for (;;) {
      const base = queue.take();
      if (base === undefined || this.#blocks.get(base) === netmaskLength) return base;
    }
  }

  /** Halves a free block until the wanted one, which lies inside, is its own; frees the other halves, takes this one. */
  #split(from: number, fromLength: number, wanted: Block): void {
    let base = from;
    for (let length = fromLength + 1; length <= wanted.netmaskLength; length += 1) {
      const half = 2 ** (32 - length);
      const inUpper = wanted.base >= base + half;
      this.#offer(inUpper ? base : base + half, length);
      if (inUpper) base += half;
    }
    this.#blocks.set(wanted.base, TAKEN + wanted.netmaskLength);
  }

  #queue(netmaskLength: number): LowestFirst {
    const queue = this.#queues[netmaskLength];
    if (queue === undefined) throw new Error(`no netmask has ${netmaskLength} bits`);
    return queue;
  }
}
