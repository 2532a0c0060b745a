import { blockSize, formatBlock } from "./cidr.ts";
import { cut, percent } from "./labels.ts";
import { freeAddresses, largestFree, type MapNode } from "./map.ts";
import { cell, spoken } from "./svg-cells.ts";
import { type Box, boxOf } from "./svg-grid.ts";
import { line, rectangle, room } from "./svg-shapes.ts";

/** Width of everything between the margins, in pixels. */
export const INNER_WIDTH = 1120;

/** Side of a /16: large while few /12 blocks are shown, else two of them stand beside each other. */
const LARGE = 140;
const SMALL = 68;

/** Addresses of a /16. */
const SLOT = 2 ** 16;

/** How many /16 networks are drawn large. */
const FEW = 96;
const HEADING = 40;
const HEADING_WIDTH = 250;
const GAP = 32;

export interface Drawing {
  readonly text: string;
  /** Where the next thing may begin. */
  readonly bottom: number;
}

/** Blocks of regions, then pod supernets: each a grid, all to one scale, beside each other where they fit. */
export function panels(supernets: readonly MapNode[], x: number, y: number): Drawing {
  const shown = supernets.flatMap(panelsOf);
  const total = shown.reduce((sum, node) => sum + (isPods(node) ? 0 : units(node)), 0);
  const texts: string[] = [];
  let [left, top, bottom] = [x, y, y];
  for (const node of shown) {
    const { width, height } = sides(node, isPods(node) || total > FEW ? SMALL : LARGE);
    const reach = Math.max(width, HEADING_WIDTH);
    if (left > x && left + reach > x + INNER_WIDTH) [left, top] = [x, bottom];
    texts.push(panel(node, { x: left, y: top + HEADING, width, height }));
    left += reach + GAP;
    bottom = Math.max(bottom, top + HEADING + height + GAP);
  }
  return { text: texts.join("\n"), bottom };
}

/** Whether a supernet is for pod ranges, which belong to no region. */
export function isPods(supernet: MapNode): boolean {
  return supernet.children.some(({ kind }) => kind === "pods" || kind === "shared");
}

/** A pod supernet is a grid itself, unless all that it holds is shared. */
function panelsOf(supernet: MapNode): readonly MapNode[] {
  const own = supernet.children.some(({ kind }) => kind === "pods");
  return own ? [supernet] : supernet.children.filter(({ kind }) => kind === "region");
}

/** Size in /16 networks, at least one. */
function units(node: MapNode): number {
  return Math.max(1, blockSize(node.block) / SLOT);
}

/** A /12 is eight cells wide and two high; what is larger grows downwards first, so that it fits the page. */
function sides(node: MapNode, unit: number): { readonly width: number; readonly height: number } {
  const count = units(node);
  const across = count >= 64 ? 16 : Math.min(8, count);
  const side = Math.min(unit, INNER_WIDTH / across);
  return { width: across * side, height: (count / across) * side };
}

function panel(node: MapNode, box: Box): string {
  const size = 15;
  const range = formatBlock(node.block);
  const label = isPods(node) ? "pods, not routed" : node.label;
  const width = Math.max(box.width, HEADING_WIDTH);
  const name = cut(label, room(width - range.length * 8 - 8, size));
  const at = { x: box.x, width, size };
  return [
    line("strong", { ...at, y: box.y - 21 }, name),
    line("soft", { ...at, x: box.x + name.length * 9.3 + 8, y: box.y - 21, size: 13 }, range),
    line("soft", { ...at, y: box.y - 6, size: 11.5 }, note(node)),
    rectangle("free", box, spoken(node), 0),
    ...slots(node, box),
    ...node.children.filter(({ kind }) => kind !== "shared").map((child) => cell(child, node.block, box)),
  ].join("\n");
}

/** The /16 networks of a block as faint squares, so that free space can be counted. */
function slots({ block }: MapNode, box: Box): readonly string[] {
  return Array.from({ length: blockSize(block) / SLOT }, (_, index) => {
    const slot = { base: block.base + index * SLOT, netmaskLength: 16 };
    return rectangle("slot", boxOf(slot, block, box), "", 3);
  });
}

/** `12 % given out, largest free block /13`. */
export function note(node: MapNode): string {
  const size = blockSize(node.block);
  const largest = largestFree(node);
  const rest = largest === undefined ? "nothing free" : `largest free block /${largest}`;
  return `${percent((size - freeAddresses(node)) / size)} % given out, ${rest}`;
}
