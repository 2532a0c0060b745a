import { type Block, blockEnd, byAddress } from "./cidr.ts";

export interface HeldBlock {
  readonly block: Block;
  readonly holder: string;
}

export interface Overlap {
  readonly a: HeldBlock;
  readonly b: HeldBlock;
}

/**
 * Every block that overlaps an earlier one, by one sort and one sweep, O(n log n). An empty answer proves that all are
 * disjoint; else each overlapping block is named once, with the one that reaches furthest into it.
 */
export function overlapsAmong(blocks: readonly HeldBlock[]): readonly Overlap[] {
  const sorted = [...blocks].sort((a, b) => byAddress(a.block, b.block));
  const found: Overlap[] = [];
  let furthest: HeldBlock | undefined;
  for (const next of sorted) {
    if (furthest !== undefined && next.block.base < blockEnd(furthest.block))
      found.push({ a: furthest, b: next });
    if (furthest === undefined || blockEnd(next.block) > blockEnd(furthest.block)) furthest = next;
  }
  return found;
}
