import { type Block, blockEnd, blockSize, formatBlock } from "./cidr.ts";
import type { MapLink } from "./map-links.ts";
import type { MapNode } from "./map.ts";
import { spoken } from "./svg-cells.ts";
import { linkRows } from "./svg-links.ts";
import { type Drawing, INNER_WIDTH, isPods, note, panels } from "./svg-panels.ts";
import { escaped, line, rectangle, room } from "./svg-shapes.ts";
import { DEFINITIONS, legend } from "./svg-style.ts";

const MARGIN = 40;
const HEADER = 136;
const STRIP = { height: 36, all: 104 } as const;
const CHIP = { width: 366, height: 26, columns: 3 } as const;

/**
 * The map as a picture: each supernet as a strip to scale, then the blocks of regions as grids to one scale, with
 * clusters and their subnets in them, then what lies outside all regions, then links. Equal maps give equal bytes.
 */
export function mapSvg(nodes: readonly MapNode[], title: string, links: readonly MapLink[] = []): string {
  const supernets = nodes.filter(({ kind }) => kind === "supernet");
  const routed = supernets.filter((node) => !isPods(node));
  const strips = routed.map((node, index) => strip(node, HEADER + index * STRIP.all));
  const grids = panels(supernets, MARGIN, HEADER + routed.length * STRIP.all);
  const rest = chips(outsideRegions(nodes, routed), grids.bottom);
  const linked = linkRows(links, MARGIN, rest.bottom);
  const width = INNER_WIDTH + 2 * MARGIN;
  const about = summary(nodes, routed);
  const size = `viewBox="0 0 ${width} ${linked.bottom}" width="${width}" height="${linked.bottom}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="title about">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="about">${escaped(about)}</desc>`,
    DEFINITIONS,
    `<rect class="page" width="${width}" height="${linked.bottom}"/>`,
    line("strong", { x: MARGIN, y: 48, width: INNER_WIDTH, size: 26 }, title),
    line("soft", { x: MARGIN, y: 72, width: INNER_WIDTH, size: 13 }, about),
    legend(MARGIN, 90, stylesOf(nodes)),
    ...strips,
    grids.text,
    rest.text,
    ...(linked.text === "" ? [] : [linked.text]),
    "</svg>",
    "",
  ].join("\n");
}

function summary(nodes: readonly MapNode[], routed: readonly MapNode[]): string {
  const below = (node: MapNode): readonly MapNode[] => [node, ...node.children.flatMap(below)];
  const clusters = nodes
    .flatMap(below)
    .filter(({ kind }) => ["cluster", "existing", "legacy", "external"].includes(kind)).length;
  const used = routed.map((node) => `${formatBlock(node.block)}: ${note(node)}`);
  return [`${clusters.toLocaleString("en")} ${clusters === 1 ? "cluster" : "clusters"}`, ...used].join("; ");
}

/** Classes that the picture uses, for its legend: a subnet has the one of what it serves. */
function stylesOf(nodes: readonly MapNode[]): ReadonlySet<string> {
  const styles = nodes.flatMap(({ kind, label, children }) => [
    kind === "subnet" ? label.slice(0, label.lastIndexOf("-")) : kind,
    ...stylesOf(children),
  ]);
  return new Set(styles);
}

/** A supernet from its first address to its last, with the addresses at its quarters. */
function strip(node: MapNode, y: number): string {
  const box = { x: MARGIN, y: y + 24, width: INNER_WIDTH, height: STRIP.height };
  const scale = INNER_WIDTH / blockSize(node.block);
  const pieces = node.children.map((child) => {
    const x = MARGIN + (child.block.base - node.block.base) * scale;
    const width = Math.max(2.5, blockSize(child.block) * scale);
    const shape = rectangle(child.kind, { ...box, x, width }, spoken(child));
    if (child.kind !== "region" || room(width - 8, 11) < 3) return shape;
    return shape + line("strong", { x: x + 5, y: box.y + 22, width: width - 8, size: 11 }, child.label);
  });
  return [
    line(
      "strong",
      { x: MARGIN, y: y + 14, width: INNER_WIDTH, size: 15 },
      `Supernet ${formatBlock(node.block)}`,
    ),
    rectangle("free", box, spoken(node), 0),
    ...pieces,
    ...ticks(node.block, y + 24 + STRIP.height + 13),
  ].join("\n");
}

function ticks(block: Block, y: number): readonly string[] {
  const quarter = blockSize(block) / 4;
  return [0, 1, 2, 3].map((index) => {
    const address = formatBlock({ base: block.base + index * quarter, netmaskLength: 32 }).replace("/32", "");
    const at = { x: MARGIN + (index * INNER_WIDTH) / 4, y, width: INNER_WIDTH / 4, size: 10.5 };
    return line("soft", at, address);
  });
}

/** What no grid shows: ranges outside the supernets, and those between the blocks of regions. */
function outsideRegions(nodes: readonly MapNode[], routed: readonly MapNode[]): readonly MapNode[] {
  const between = routed.flatMap(({ children }) => children.filter(({ kind }) => kind !== "region"));
  const shared = nodes.flatMap(({ children }) => children.filter(({ kind }) => kind === "shared"));
  const beyond = [...nodes.filter(({ kind }) => kind !== "supernet"), ...shared];
  return [...between, ...beyond].sort(
    (a, b) => a.block.base - b.block.base || blockEnd(b.block) - blockEnd(a.block),
  );
}

function chips(nodes: readonly MapNode[], y: number): Drawing {
  if (nodes.length === 0) return { text: "", bottom: y };
  const top = y + 24;
  const drawn = nodes.map((node, index) => {
    const x = MARGIN + (index % CHIP.columns) * (CHIP.width + 10);
    const middle = top + Math.floor(index / CHIP.columns) * CHIP.height;
    const text = `${formatBlock(node.block)} ${node.kind === "shared" ? "shared " : ""}${node.label}`;
    return [
      rectangle(node.kind, { x, y: middle, width: 16, height: 16 }, spoken(node)),
      line("", { x: x + 24, y: middle + 12.5, width: CHIP.width - 24, size: 12.5 }, text),
    ].join("");
  });
  const rows = Math.ceil(nodes.length / CHIP.columns);
  const heading = line(
    "strong",
    { x: MARGIN, y: y + 10, width: INNER_WIDTH, size: 15 },
    "Outside the regions",
  );
  return { text: [heading, ...drawn].join("\n"), bottom: top + rows * CHIP.height + MARGIN / 2 };
}
