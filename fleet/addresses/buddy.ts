import { blockEnd, blockSize, type Block, formatBlock } from "./cidr.ts";
import { SortedBases } from "./sorted-bases.ts";

export interface Fragmentation {
  readonly freeAddresses: number;
  /** Size of the largest free block; 0 when nothing is free. */
  readonly largestFreeAddresses: number;
  /** Share of the free addresses outside the largest free block: 0 is one piece, near 1 is dust. */
  readonly ratio: number;
}

/**
 * Buddy allocator over power-of-two blocks: a free list per netmask length, splitting on the way down and joining on
 * the way up. `allocate` is deterministic: the lowest address of the smallest free block that fits.
 * Each operation costs at most one list step per netmask length, O(log n).
 */
export class BuddyAllocator {
  readonly #free: SortedBases[] = Array.from({ length: 33 }, () => new SortedBases());
  readonly #used = new Map<number, number>();
  #roots: readonly Block[];

  /** `roots` must be disjoint. */
  constructor(roots: readonly Block[]) {
    this.#roots = roots;
    for (const root of roots) this.#list(root.netmaskLength).add(root.base);
  }

  /** A free block of this size, or undefined when none is left. */
  allocate(netmaskLength: number): Block | undefined {
    for (let length = netmaskLength; length >= 0; length -= 1) {
      const base = this.#list(length).takeLowest();
      if (base === undefined) continue;
      this.#split({ base, netmaskLength: length }, { base, netmaskLength });
      this.#used.set(base, netmaskLength);
      return { base, netmaskLength };
    }
    return undefined;
  }

  /** Takes exactly this block; false when a part of it is taken or it lies outside. Replays a lock. */
  reserve(block: Block): boolean {
    for (let length = block.netmaskLength; length >= 0; length -= 1) {
      const base = block.base - (block.base % 2 ** (32 - length));
      if (!this.#list(length).delete(base)) continue;
      this.#split({ base, netmaskLength: length }, block);
      this.#used.set(block.base, block.netmaskLength);
      return true;
    }
    return false;
  }

  /** Marks every part of `range` that is free as taken for good, whatever already lies inside. */
  exclude(range: Block): void {
    if (this.reserve(range)) {
      this.#used.delete(range.base);
      return;
    }
    for (const list of this.#free.slice(range.netmaskLength)) {
      for (const base of list.values()) {
        if (range.base <= base && base < blockEnd(range)) list.delete(base);
      }
    }
  }

  /** Takes over the roots and free blocks of another allocator, which must be disjoint and have nothing allocated. */
  adopt(other: BuddyAllocator): void {
    this.#roots = [...this.#roots, ...other.#roots];
    for (const free of other.freeBlocks()) this.#list(free.netmaskLength).add(free.base);
  }

  /** Gives a block back and joins it with its free neighbours. */
  free(block: Block): void {
    if (this.#used.get(block.base) !== block.netmaskLength) {
      throw new Error(`${formatBlock(block)} was not allocated`);
    }
    this.#used.delete(block.base);
    const root = this.#roots.find((one) => one.base <= block.base && block.base < blockEnd(one));
    let { base, netmaskLength } = block;
    while (root !== undefined && netmaskLength > root.netmaskLength) {
      const size = 2 ** (32 - netmaskLength);
      const buddy = base % (2 * size) === 0 ? base + size : base - size;
      if (!this.#list(netmaskLength).delete(buddy)) break;
      base = Math.min(base, buddy);
      netmaskLength -= 1;
    }
    this.#list(netmaskLength).add(base);
  }

  /** Free blocks, largest first, then by address. */
  freeBlocks(): Block[] {
    return this.#free.flatMap((list, netmaskLength) =>
      list.values().map((base) => ({ base, netmaskLength })),
    );
  }

  fragmentation(): Fragmentation {
    const free = this.freeBlocks();
    const freeAddresses = free.reduce((sum, block) => sum + blockSize(block), 0);
    const largestFreeAddresses = free[0] === undefined ? 0 : blockSize(free[0]);
    const ratio = freeAddresses === 0 ? 0 : 1 - largestFreeAddresses / freeAddresses;
    return { freeAddresses, largestFreeAddresses, ratio };
  }

  /** Halves `from` until `wanted`, which lies inside, is its own block; frees the other halves. */
  #split(from: Block, wanted: Block): void {
    let { base } = from;
    for (let length = from.netmaskLength + 1; length <= wanted.netmaskLength; length += 1) {
      const half = 2 ** (32 - length);
      const inUpper = wanted.base >= base + half;
      this.#list(length).add(inUpper ? base : base + half);
      if (inUpper) base += half;
    }
  }

  #list(netmaskLength: number): SortedBases {
    const list = this.#free[netmaskLength];
    if (list === undefined) throw new Error(`no netmask has ${netmaskLength} bits`);
    return list;
  }
}
