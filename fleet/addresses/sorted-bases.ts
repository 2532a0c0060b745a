/**
 * A set of block addresses that gives its lowest member: a binary heap with lazy deletion. A sorted array would cost
 * O(n) for each change, and a fleet of 100,000 blocks would feel it.
 */
export class SortedBases {
  readonly #members = new Set<number>();
  #heap: number[] = [];

  add(base: number): void {
    if (this.#members.has(base)) return;
    this.#members.add(base);
    const heap = this.#heap;
    let at = heap.length;
    heap.push(base);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? -1;
      if (above <= base) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = base;
  }

  /** True when it was a member. Its heap entry goes when it surfaces. */
  delete(base: number): boolean {
    const found = this.#members.delete(base);
    if (found && this.#heap.length > 2 * this.#members.size + 64) this.#heap = this.values();
    return found;
  }

  takeLowest(): number | undefined {
    for (;;) {
      const lowest = this.#pop();
      if (lowest === undefined || this.#members.delete(lowest)) return lowest;
    }
  }

  /** Members in ascending order: also a valid heap. */
  values(): number[] {
    return [...this.#members].sort((a, b) => a - b);
  }

  #pop(): number | undefined {
    const heap = this.#heap;
    const lowest = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return lowest;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = (heap[right] ?? Infinity) < (heap[left] ?? Infinity) ? right : left;
      const below = heap[child] ?? Infinity;
      if (last <= below) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return lowest;
  }
}
