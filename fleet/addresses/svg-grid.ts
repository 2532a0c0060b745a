import type { Block } from "./cidr.ts";

/** A rectangle of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A hexadecimal digit of an address: 16 cells, as the ranges 10.0.0.0/16 to 10.15.0.0/16 of a /12. */
const DIGIT = 4;

/**
 * Where `block` lies when `outer` fills `box`. Each digit of an address makes a grid that reads like a page, from left
 * to right and row by row, and each cell holds the grid of the next digit. Columns and rows are powers of two, so every
 * network is one rectangle, and its area is its size.
 */
export function boxOf(block: Block, outer: Block, box: Box): Box {
  let inside = box;
  let length = outer.netmaskLength;
  for (;;) {
    const bits = DIGIT - (length % DIGIT);
    const left = Math.min(bits, block.netmaskLength - length);
    if (left <= 0) return inside;
    const cell = Math.floor(block.base / 2 ** (32 - length - bits)) % 2 ** bits;
    inside = cellsOf(inside, bits, cell, 2 ** (bits - left));
    length += bits;
  }
}

/** A run of cells in a grid of 2^bits cells, which are as square as powers of two allow. */
function cellsOf({ x, y, width, height }: Box, bits: number, first: number, run: number): Box {
  const wide = Math.round((bits + Math.log2(width / height)) / 2);
  const columns = 2 ** Math.min(bits, Math.max(0, wide));
  const cell = { width: width / columns, height: (height * columns) / 2 ** bits };
  return {
    x: x + (first % columns) * cell.width,
    y: y + Math.floor(first / columns) * cell.height,
    width: Math.min(run, columns) * cell.width,
    height: Math.max(1, run / columns) * cell.height,
  };
}
