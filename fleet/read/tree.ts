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
import { typed } from "./typed.ts";

/** A limit that no honest inventory file comes near. */
const MAX_DEPTH = 32;

/** Keys that reach into the machinery of JavaScript objects. */
const REFUSED_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const PLAIN_INTEGER = /^-?(0|[1-9]\d*)$/;

type Path = readonly (string | number)[];

/** A fault of the file as YAML, at a place in its text. */
export interface SourceFault {
  readonly offset: number;
  readonly path: Path;
  readonly expected: string;
  readonly got?: string;
  readonly hint?: string;
}

type Report = (path: Path, node: Node, expected: string, hint?: string) => void;

/** Walks a tree once and applies the rules that need no schema. What is below an anchor or tag is not looked at. */
export function treeFaults(text: string, root: Node): readonly SourceFault[] {
  const faults: SourceFault[] = [];
  walk(root, [], (path, node, expected, hint) => {
    const offset = node.range?.[0] ?? 0;
    faults.push({ offset, path, expected, got: typed(text, node), ...(hint === undefined ? {} : { hint }) });
  });
  return faults;
}

function walk(node: Node, path: Path, report: Report): void {
  if (isAlias(node)) {
    report(path, node, "a value", "write it out; aliases are not read");
    return;
  }
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (anchor !== undefined) report(path, node, `a value without anchor &${anchor}`);
  else if (node.tag !== undefined) report(path, node, `a value without tag ${node.tag}`);
  else if (path.length > MAX_DEPTH) report(path, node, `at most ${MAX_DEPTH} levels`);
  else if (isScalar(node)) checkScalar(node, path, report);
  else if (isMap(node)) walkMap(node, path, report);
  else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      if (isNode(item)) walk(item, [...path, index], report);
    });
  }
}

function walkMap(map: YAMLMap, path: Path, report: Report): void {
  for (const { key, value } of map.items) {
    if (!isNode(key)) continue;
    if (!isScalar(key) || typeof key.value !== "string") {
      report(path, key, "a key that is text", isScalar(key) ? "quote the key" : undefined);
      continue;
    }
    const inside = [...path, key.value];
    if (key.anchor !== undefined || key.tag !== undefined) report(inside, key, "a key without anchor or tag");
    if (key.value === "<<")
      report(inside, key, "a key of the schema", "merge keys are not read; write the keys out");
    if (REFUSED_KEYS.has(key.value)) report(inside, key, "another key");
    if (isNode(value)) walk(value, inside, report);
    else report(inside, key, "a value", "a key alone is not a default; remove it");
  }
}

/** Empty values, and numbers that mean something else to another reader, or that lost digits on the way. */
function checkScalar(node: Scalar, path: Path, report: Report): void {
  const { value, source = "" } = node;
  if (value === null) report(path, node, "a value", "an empty value is not a default; remove the key");
  if (typeof value !== "number" && typeof value !== "bigint") return;
  if (!PLAIN_INTEGER.test(source))
    report(path, node, "a plain whole number", `if it is text, quote it: "${source}"`);
  else if (Object.is(value, -0) || !Number.isSafeInteger(Number(value))) {
    report(path, node, "a whole number below 2^53", `if it is text, quote it: "${source}"`);
  }
}
