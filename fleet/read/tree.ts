import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { MAX_SHOWN, typed } from "./typed.ts";

/** A limit that no honest inventory file comes near. */
const MAX_DEPTH = 32;
export const TOO_DEEP = `at most ${MAX_DEPTH} levels`;

/** Keys that reach into the machinery of JavaScript objects; no entry is named so, for the lock has names as keys. */
export const REFUSED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const PLAIN_INTEGER = /^-?(0|[1-9]\d*)$/;

type Path = readonly (string | number)[];

/** A fault of the file as YAML, at a place in its text. */
export interface SourceFault {
  readonly offset: number;
  readonly path: Path;
  readonly expected: string;
  readonly got?: string;
  readonly hint?: string;
  /** True when only this value is wrong, and the rest of the tree means what it says. */
  readonly alone?: true;
}

type Report = (path: Path, node: Node, expected: string, hint?: string) => void;

/** Where faults of the tree's shape and faults of single values are told. */
interface Reports {
  readonly shape: Report;
  readonly value: Report;
}

/** Walks a tree once and applies the rules that need no schema. What is below an anchor or tag is not looked at. */
export function treeFaults(text: string, root: Node): readonly SourceFault[] {
  const faults: SourceFault[] = [];
  const report =
    (alone: { readonly alone?: true }): Report =>
    (path, node, expected, hint) => {
      const offset = node.range?.[0] ?? 0;
      const fault = { offset, path, expected, got: typed(text, node), ...alone };
      faults.push(hint === undefined ? fault : { ...fault, hint });
    };
  walk(root, [], { shape: report({}), value: report({ alone: true }) });
  return faults;
}

function walk(node: Node, path: Path, reports: Reports): void {
  const { shape } = reports;
  if (isAlias(node)) {
    shape(path, node, "a value", "write it out; aliases are not read");
    return;
  }
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor !== undefined) shape(path, node, `a value without anchor &${anchor}`);
  else if (node.tag !== undefined) shape(path, node, `a value without tag ${node.tag}`);
  else if (path.length > MAX_DEPTH) shape(path, node, TOO_DEEP);
  else if (isScalar(node)) checkScalar(node, path, reports.value);
  else if (isMap(node)) walkMap(node, path, reports);
  else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      if (isNode(item)) walk(item, [...path, index], reports);
    });
  }
}

function walkMap(map: YAMLMap, path: Path, reports: Reports): void {
  const { shape } = reports;
  const seen = new Set<string>();
  for (const { key, value } of map.items) {
    if (!isNode(key)) continue;
    if (!isScalar(key) || typeof key.value !== "string") {
      shape(path, key, "a key that is text", isScalar(key) ? "quote the key" : undefined);
      continue;
    }
    const inside = [...path, key.value];
    if (seen.has(key.value)) shape(inside, key, "each key once", "remove one of them");
    seen.add(key.value);
    if (key.anchor !== undefined || key.tag !== undefined) shape(inside, key, "a key without anchor or tag");
    if (key.value === "<<")
      shape(inside, key, "a key of the schema", "merge keys are not read; write the keys out");
    if (REFUSED_KEYS.has(key.value)) shape(inside, key, "another key");
    if (isNode(value)) walk(value, inside, reports);
    else reports.value(inside, key, "a value", "a key alone is not a default; remove it");
  }
}

/** Empty values, and numbers that mean something else to another reader, or that lost digits on the way. */
function checkScalar(node: Scalar, path: Path, report: Report): void {
  const { value, source = "" } = node;
  if (value === null) report(path, node, "a value", "an empty value is not a default; remove the key");
  if (typeof value !== "number" && typeof value !== "bigint") return;
  const quoted =
    source.length > MAX_SHOWN ? "if it is text, quote it" : `if it is text, quote it: "${source}"`;
  if (!PLAIN_INTEGER.test(source)) report(path, node, "a plain whole number", quoted);
  else if (Object.is(value, -0) || !Number.isSafeInteger(Number(value)))
    report(path, node, "a whole number below 2^53", quoted);
}
