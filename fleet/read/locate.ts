import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Fault, Finding } from "../check.ts";
import { decoded, parsed, type Source } from "./source.ts";
import { typed } from "./typed.ts";

/**
 * Findings with the line, column and typed text of their place. Files are read again, for faults are rare and trees
 * with positions are large. A finding about a missing key points at what it is missing from, one about a whole file
 * or folder has no position.
 */
export function located(dir: string, findings: readonly Finding[]): readonly Fault[] {
  const sources = new Map<string, Source | undefined>();
  return findings.map((finding) => {
    if (finding.at.length > 0 && !sources.has(finding.file))
      sources.set(finding.file, sourceOf(join(dir, finding.file)));
    return locatedIn(sources.get(finding.file), finding);
  });
}

/** One finding at its place in a source that was read already. */
export function locatedIn(
  source: Source | undefined,
  { file, at, atKey, expected, got, hint }: Finding,
): Fault {
  const place = source === undefined || at.length === 0 ? undefined : placeOf(source, at, atKey === true);
  const shown = got ?? place?.typed;
  const fault = { file, path: pathText(at), expected, ...(shown === undefined ? {} : { got: shown }) };
  const position = place === undefined ? {} : { line: place.line, column: place.column };
  return { ...fault, ...position, ...(hint === undefined ? {} : { hint }) };
}

/** `zones[2].id` of ["zones", 2, "id"]. */
export function pathText(at: readonly (string | number)[]): string {
  return at
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
}

function sourceOf(path: string): Source | undefined {
  if (!existsSync(path)) return undefined;
  const text = decoded(readFileSync(path), "lock"); // whoever wrote it, it was small enough to be read once
  return "text" in text ? parsed(text.text).source : undefined;
}

interface Place {
  readonly line: number;
  readonly column: number;
  /** What stands there; undefined when the path ends before its last key. */
  readonly typed: string | undefined;
}

/** Deepest node on the path: a plain value itself, a map or list by its key, which stands in the line to look at. */
function placeOf(source: Source, at: readonly (string | number)[], atKey: boolean): Place {
  let node: Node | null = source.document.contents;
  let offset = node?.range?.[0] ?? 0;
  let whole = true;
  for (const key of at) {
    const found = childOf(node, key);
    if (found === undefined) {
      whole = false;
      break;
    }
    node = found.value;
    const atValue = found.keyOffset === undefined || (isScalar(node) && !atKey);
    offset = (atValue ? node?.range?.[0] : found.keyOffset) ?? offset;
  }
  const { line, col } = source.lines.linePos(offset);
  return {
    line: Math.max(1, line),
    column: Math.max(1, col),
    typed: whole && node !== null ? typed(source.text, node) : undefined,
  };
}

interface Child {
  readonly value: Node | null;
  readonly keyOffset?: number;
}

/** Children by key, made once for each map that is asked: a map of thousands may have as many faults. */
const children = new WeakMap<YAMLMap, ReadonlyMap<string, Child>>();

function childOf(node: Node | null, key: string | number): Child | undefined {
  if (isSeq(node) && typeof key === "number") {
    const item = node.items[key];
    return isNode(item) ? { value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const known = children.get(node) ?? childrenOf(node);
  children.set(node, known);
  return known.get(String(key));
}

function childrenOf(map: YAMLMap): ReadonlyMap<string, Child> {
  const found = new Map<string, Child>();
  for (const { key, value } of map.items) {
    if (!isScalar(key) || typeof key.value !== "string") continue;
    const offset = key.range?.[0];
    found.set(key.value, {
      value: isNode(value) ? value : null,
      ...(offset === undefined ? {} : { keyOffset: offset }),
    });
  }
  return found;
}
