import { type Block, blockSize, formatBlock } from "./cidr.ts";
import { freeAddresses, type MapNode } from "./map.ts";
import { legend, STYLE } from "./svg-style.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const PANEL = 460;
const GAP = 40;
const TITLE = 34;
const HEADER = 96;
const LEGEND = 40;
/** Panels beside each other. */
const COLUMNS = 3;
/** Shortest side, in pixels, of a box that still shows its name. */
const READABLE = 26;

/**
 * The map as a picture: one square for each region block and each pod supernet. A square is halved for every bit of
 * an address, first left and right, then top and bottom, so a network is always one rectangle, and its area is its size.
 */
export function mapSvg(nodes: readonly MapNode[], title: string): string {
  const panels = nodes.flatMap(panelsOf);
  const rows = Math.max(1, Math.ceil(panels.length / COLUMNS));
  const columns = Math.max(1, Math.min(COLUMNS, panels.length));
  const width = columns * (PANEL + GAP) + GAP;
  const height = HEADER + rows * (PANEL + TITLE + GAP) + LEGEND;
  const drawn = panels.map((panel, index) => {
    const x = GAP + (index % COLUMNS) * (PANEL + GAP);
    const y = HEADER + Math.floor(index / COLUMNS) * (PANEL + TITLE + GAP);
    return panelSvg(panel, x, y);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${GAP}" y="44">${escaped(title)}</text>`,
    `<text class="note" x="${GAP}" y="70">${escaped(summary(nodes))}</text>`,
    ...drawn,
    legend(GAP, height - LEGEND),
    "</svg>",
    "",
  ].join("\n");
}

/** Region blocks have room for names; a supernet is a square of its own only when it holds something else. */
function panelsOf(node: MapNode): readonly MapNode[] {
  if (node.kind === "region") return [node];
  if (node.kind !== "supernet") return [];
  const regions = node.children.filter(({ kind }) => kind === "region");
  return regions.length > 0 ? regions : [node];
}

function summary(nodes: readonly MapNode[]): string {
  return nodes
    .filter(({ kind }) => kind === "supernet")
    .map((node) => {
      const share = (freeAddresses(node) / blockSize(node.block)) * 100;
      return `${formatBlock(node.block)} (${node.label}): ${share.toFixed(1)} % free`;
    })
    .join("   ");
}

function panelSvg(panel: MapNode, x: number, y: number): string {
  const box = { x, y: y + TITLE - 12, width: PANEL, height: PANEL };
  return [
    `<text class="panel" x="${x}" y="${y + 8}">${escaped(panel.label)} <tspan class="cidr">${formatBlock(panel.block)}</tspan></text>`,
    rectangle("free", box, `free space of ${panel.label}`),
    ...panel.children.map((child) => nodeSvg(child, panel.block, box)),
  ].join("\n");
}

function nodeSvg(node: MapNode, outer: Block, outerBox: Box): string {
  const box = boxOf(node.block, outer, outerBox);
  const share = `${blockSize(node.block).toLocaleString("en")} addresses`;
  const name = `${node.label} ${formatBlock(node.block)}, ${share}`;
  const style = node.kind === "subnet" ? node.label.slice(0, node.label.lastIndexOf("-")) : node.kind;
  const inner = node.children.map((child) => nodeSvg(child, node.block, box));
  return [rectangle(style, box, name), ...inner, ...labels(node, box)].join("\n");
}

/** Halves the box for each bit by which `block` is smaller than `outer`. */
function boxOf(block: Block, outer: Block, outerBox: Box): Box {
  let { x, y, width, height } = outerBox;
  for (let length = outer.netmaskLength + 1; length <= block.netmaskLength; length += 1) {
    const second = Math.floor(block.base / 2 ** (32 - length)) % 2 === 1;
    if (width >= height) {
      width /= 2;
      if (second) x += width;
    } else {
      height /= 2;
      if (second) y += height;
    }
  }
  return { x, y, width, height };
}

function rectangle(style: string, { x, y, width, height }: Box, name: string): string {
  const inset = style === "free" ? 0 : 0.75;
  const size = (side: number): string => Math.max(0.5, side - 2 * inset).toFixed(2);
  const at = `x="${(x + inset).toFixed(2)}" y="${(y + inset).toFixed(2)}" width="${size(width)}" height="${size(height)}"`;
  return `<rect class="box ${style}" ${at} rx="2"><title>${escaped(name)}</title></rect>`;
}

/** Names of clusters and closed ranges stand over their subnets; a subnet shows its own only when it has room. */
function labels(node: MapNode, box: Box): readonly string[] {
  if (Math.min(box.width, box.height) < READABLE) return [];
  const room = Math.floor((box.width - 8) / 6.6);
  if (node.kind === "subnet") {
    if (node.label.length > room) return [];
    return [text("small", box.x + 5, box.y + box.height - 6, node.label)];
  }
  const shown = node.label.length > room ? `${node.label.slice(0, Math.max(1, room - 1))}…` : node.label;
  return [text("name", box.x + 6, box.y + 17, shown)];
}

function text(style: string, x: number, y: number, content: string): string {
  return `<text class="${style}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escaped(content)}</text>`;
}

function escaped(text_: string): string {
  return text_
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
