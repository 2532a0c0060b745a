import { blockSize, formatBlock } from "./cidr.ts";
import { freeAddresses, largestFree, type MapKind, type MapNode } from "./map.ts";

/** Kinds that can hold more, so that their free space is worth a line. */
const CONTAINERS: ReadonlySet<MapKind> = new Set(["supernet", "region", "cluster", "pods"]);

export interface TreeStyle {
  /** Colours a line's text by what it stands for. */
  readonly paint: (kind: MapKind | "free", text: string) => string;
  /** Whether subnets are shown, or only what holds them. */
  readonly subnets: boolean;
}

/** The map as an indented tree: range, size, name, and the free space of everything that can take more. */
export function treeText(nodes: readonly MapNode[], style: TreeStyle): string {
  return nodes.flatMap((node) => lines(node, "", style)).join("\n");
}

function lines(node: MapNode, indent: string, style: TreeStyle): readonly string[] {
  const shown = node.children.filter(({ kind }) => style.subnets || kind !== "subnet");
  const name = node.kind === "subnet" ? node.label : `${node.kind} ${node.label}`;
  const size = blockSize(node.block).toLocaleString("en");
  const text = `${indent}${formatBlock(node.block).padEnd(20 - Math.min(indent.length, 2))} ${name}`;
  const head = `${style.paint(node.kind, text.padEnd(58))} ${size.padStart(12)}${use(node)}`;
  const children = shown.flatMap((child) => lines(child, `${indent}  `, style));
  return [head, ...children, ...freeLine(node, `${indent}  `, style)];
}

/** `  12 % used`, for what can hold more. */
function use(node: MapNode): string {
  if (!CONTAINERS.has(node.kind)) return "";
  const size = blockSize(node.block);
  const percent = ((size - freeAddresses(node)) / size) * 100;
  return ` ${percent.toFixed(percent < 10 ? 1 : 0).padStart(5)} % used`;
}

function freeLine(node: MapNode, indent: string, style: TreeStyle): readonly string[] {
  if (!CONTAINERS.has(node.kind) || node.kind === "cluster" || node.kind === "pods") return [];
  const free = freeAddresses(node);
  if (free === 0) return [];
  const largest = largestFree(node);
  const text = `${indent}${"free".padEnd(20)} largest block /${largest ?? 32}`;
  return [`${style.paint("free", text.padEnd(58))} ${free.toLocaleString("en").padStart(12)}`];
}
