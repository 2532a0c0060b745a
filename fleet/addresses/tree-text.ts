import { blockSize, formatBlock } from "./cidr.ts";
import { cut, percent } from "./labels.ts";
import { freeAddresses, largestFree, type MapKind, type MapNode } from "./map.ts";

/** Kinds that can hold more, so that their free space is worth a line. */
const CONTAINERS: ReadonlySet<MapKind> = new Set(["supernet", "region", "cluster", "existing", "pods"]);

/** Columns: with a use bar of ten characters a line has 79. */
const WIDTHS = { range: 24, what: 25, addresses: 10 } as const;
const BAR = 10;

export interface TreeStyle {
  /** Colours a line's text by what it stands for. */
  readonly paint: (kind: MapKind | "free" | "heading", text: string) => string;
  /** Whether subnets are shown, or only what holds them. */
  readonly subnets: boolean;
}

/** The map as an indented tree: range, holder, size, use, and the free space of everything that can take more. */
export function treeText(nodes: readonly MapNode[], style: TreeStyle): string {
  const heading = style.paint("heading", `${columns("range", "holder", "addresses")}  used`);
  return [heading, ...nodes.flatMap((node) => lines(node, "", style))].join("\n");
}

function lines(node: MapNode, indent: string, style: TreeStyle): readonly string[] {
  const shown = node.children.filter(({ kind }) => style.subnets || kind !== "subnet");
  const what = node.kind === "subnet" ? node.label : `${node.kind} ${node.label}`;
  const head = row(`${indent}${formatBlock(node.block)}`, what, blockSize(node.block));
  const children = shown.flatMap((child) => lines(child, `${indent}  `, style));
  return [
    `${style.paint(node.kind, head)}${use(node)}`,
    ...children,
    ...freeLine(node, `${indent}  `, style),
  ];
}

function row(range: string, what: string, addresses: number): string {
  return columns(range, cut(what, WIDTHS.what), addresses.toLocaleString("en"));
}

function columns(range: string, what: string, addresses: string): string {
  return `${range.padEnd(WIDTHS.range)} ${what.padEnd(WIDTHS.what)} ${addresses.padStart(WIDTHS.addresses)}`;
}

/** `  13 % ▓░░░░░░░░░` for what can hold more, else what there is to say. */
function use(node: MapNode): string {
  if (node.note !== undefined) return `  ${node.note}`;
  if (!CONTAINERS.has(node.kind)) return "";
  const size = blockSize(node.block);
  const share = (size - freeAddresses(node)) / size;
  const full = share === 0 ? 0 : Math.max(1, Math.floor(share * BAR));
  return `  ${percent(share).padStart(4)} % ${"▓".repeat(full)}${"░".repeat(BAR - full)}`;
}

function freeLine(node: MapNode, indent: string, style: TreeStyle): readonly string[] {
  if (!CONTAINERS.has(node.kind)) return [];
  if (!style.subnets && node.kind !== "supernet" && node.kind !== "region") return [];
  const free = freeAddresses(node);
  if (free === 0) return [];
  const text = row(`${indent}free`, `largest block /${largestFree(node) ?? 32}`, free);
  return [style.paint("free", text)];
}
