import { type Block, blockEnd, byAddress } from "./cidr.ts";

export interface HeldBlock {
  readonly block: Block;
  readonly holder: string;
}

export interface Overlap<T extends HeldBlock> {
  readonly a: T;
  readonly b: T;
}

/**
 * Every block that overlaps an earlier one, by one sort and one sweep, O(n log n). An empty answer proves that all are
 * disjoint; else each overlapping block is named once, with the one that reaches furthest into it.
 */
export function overlapsAmong<T extends HeldBlock>(blocks: readonly T[]): readonly Overlap<T>[] {
  const sorted = [...blocks].sort((a, b) => byAddress(a.block, b.block));
  const found: Overlap<T>[] = [];
  let furthest: T | undefined;
  for (const next of sorted) {
    if (furthest !== undefined && next.block.base < blockEnd(furthest.block))
      found.push({ a: furthest, b: next });
    if (furthest === undefined || blockEnd(next.block) > blockEnd(furthest.block)) furthest = next;
  }
  return found;
}
