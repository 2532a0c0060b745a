import { type Block, blockSize, formatBlock } from "./cidr.ts";
import type { MapNode } from "./map.ts";
import { type Box, boxOf } from "./svg-grid.ts";
import { line, rectangle, room } from "./svg-shapes.ts";

/** Height of the band over a cluster's subnets that shows its name, and the smallest cell that has one. */
const BAND = 17;
const CELL_WITH_BAND = 56;

/** Below this width a name is written small. */
const NARROW = 60;

/** One range inside the box of the range around it, with what it holds. */
export function cell(node: MapNode, outer: Block, outerBox: Box): string {
  const box = boxOf(node.block, outer, outerBox);
  if (node.kind === "subnet") return subnet(node, box);
  const frame = rectangle(node.kind, box, spoken(node));
  const solid = node.kind === "cluster" || node.kind === "pods";
  if (!solid || Math.min(box.width, box.height) < CELL_WITH_BAND) return frame + centred(node, box, solid);
  const inner = { x: box.x + 3, y: box.y + BAND, width: box.width - 6, height: box.height - BAND - 3 };
  return [frame, band(node, box), ...node.children.map((child) => cell(child, node.block, inner))].join("\n");
}

/** `prod 10.225.0.0/16, 65,536 addresses`: what a pointer over the range says. */
export function spoken(node: MapNode): string {
  const size = blockSize(node.block).toLocaleString("en");
  const kind = node.kind === "subnet" ? "" : `${node.kind} `;
  const note = node.note === undefined ? "" : `, ${node.note}`;
  return `${kind}${node.label} ${formatBlock(node.block)}, ${size} addresses${note}`;
}

/** Name at the left and, where both fit, the range at the right. */
function band(node: MapNode, box: Box): string {
  const size = box.width < 100 ? 10.5 : 12.5;
  const name = line("strong", { x: box.x + 5, y: box.y + 12.5, width: box.width - 8, size }, node.label);
  const range = formatBlock(node.block);
  if (room(box.width - 14, 10) < node.label.length * 1.3 + range.length) return name;
  const x = box.x + box.width - 5 - range.length * 5.6;
  return name + line("soft", { x, y: box.y + 12.5, width: 200, size: 10 }, range);
}

function centred(node: MapNode, box: Box, solid: boolean): string {
  const size = box.width < NARROW ? 9.5 : Math.min(12, Math.max(8.5, box.height / 3));
  if (box.height < size || room(box.width - 6, size) < 3) return "";
  const at = { x: box.x + 3, y: box.y + box.height / 2 + size / 3, width: box.width - 6, size };
  return line(solid ? "strong" : "halo", at, node.label);
}

/** A subnet shows its name only where all of it fits. */
function subnet(node: MapNode, box: Box): string {
  const style = node.label.slice(0, node.label.lastIndexOf("-"));
  const shape = rectangle(style, box, spoken(node), 0.5);
  const size = 9.5;
  if (box.height < 13 || room(box.width - 6, size) < node.label.length) return shape;
  return shape + line("on", { x: box.x + 4, y: box.y + 11, width: box.width, size }, node.label);
}
