import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { InputError } from "../check.ts";

/** A place in a file and what is to stand there, as YAML writes it on one line; undefined takes it away. */
export interface TextEdit {
  readonly at: readonly string[];
  readonly value: string | undefined;
}

/**
 * A file with other values at some places. Nothing else of it differs: order, comments and spaces are a person's.
 *
 * @param name the file, for what is said of it
 * @throws InputError when the file is written in a way in which the places can't be told apart
 */
export function withEdits(name: string, text: string, edits: readonly TextEdit[]): string {
  const wanted = edits.reduce(withValue, plain(text));
  const changed = edits.reduce(edited, text);
  if (isDeepStrictEqual(plain(changed), wanted)) return changed;
  const [{ at } = { at: [] }] = edits;
  const fault = { file: name, path: at.slice(0, -1).join("."), expected: "one key a line" };
  throw new InputError([{ ...fault, hint: `write ${at.join(".")} by hand` }]);
}

type Plain = Readonly<Record<string, unknown>>;

function plain(text: string): Plain {
  const value: unknown = parseDocument(text).toJS();
  return isPlain(value) ? value : {};
}

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null;

/** The data with another value at a place. */
function withValue(data: Plain, { at: [key = "", ...rest], value }: TextEdit): Plain {
  if (rest.length > 0) {
    const below = data[key];
    return { ...data, [key]: withValue(isPlain(below) ? below : {}, { at: rest, value }) };
  }
  const { [key]: _, ...others } = data;
  return value === undefined ? others : { ...others, [key]: parseDocument(value).toJS() as unknown };
}

function edited(text: string, { at, value }: TextEdit): string {
  const document = parseDocument(text);
  const map = mapAt(document, at.slice(0, -1));
  const index = map?.items.findIndex((one) => isScalar(one.key) && one.key.value === at.at(-1)) ?? -1;
  if (map === undefined || (index < 0 && value === undefined)) return text;
  if (value === undefined) return without(text, map, index);
  const known = map.items[index];
  if (known === undefined) return withPair(text, map, `${at.at(-1) ?? ""}: ${value}`);
  const [from, to] = rangeOf(known.value);
  return text.slice(0, from) + value + text.slice(to);
}

function mapAt(document: Document, at: readonly string[]): YAMLMap | undefined {
  const node = at.length === 0 ? document.contents : document.getIn(at, true);
  return isMap(node) ? node : undefined;
}

/** Where a value begins and ends; comments behind it are not its. */
function rangeOf(node: unknown): readonly [number, number] {
  if (!isNode(node)) return [0, 0];
  const [from, to] = node.range ?? [0, 0];
  const last = isMap(node) && node.flow !== true ? node.items.at(-1) : undefined;
  return last === undefined ? [from, to] : [from, rangeOf(last.value)[1]];
}

function withPair(text: string, map: YAMLMap, pair: string): string {
  const last = map.items.at(-1);
  const [, end] = last === undefined ? [0, rangeOf(map)[0] + 1] : rangeOf(last.value);
  if (map.flow === true) {
    if (last === undefined) return `${text.slice(0, end)} ${pair} ${text.slice(end).trimStart()}`;
    return `${text.slice(0, end)}, ${pair}${text.slice(end)}`;
  }
  const indent = " ".repeat(columnOf(text, keyOf(last)));
  const line = lineEnd(text, end);
  return `${text.slice(0, line)}${text[line - 1] === "\n" ? "" : "\n"}${indent}${pair}\n${text.slice(line)}`;
}

function without(text: string, map: YAMLMap, index: number): string {
  const [before, pair, after] = [map.items[index - 1], map.items[index], map.items[index + 1]];
  const from = keyOf(pair);
  const [, to] = rangeOf(pair?.value);
  if (map.flow !== true) return text.slice(0, from - columnOf(text, from)) + text.slice(lineEnd(text, to));
  if (after !== undefined) return text.slice(0, from) + text.slice(keyOf(after));
  return text.slice(0, before === undefined ? from : rangeOf(before.value)[1]) + text.slice(to);
}

function keyOf(pair: Pair | undefined): number {
  const key: unknown = pair?.key;
  return isNode(key) ? ((key as Node).range?.[0] ?? 0) : 0;
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf("\n", offset - 1) + 1);

/** The beginning of the line after the one in which something ends. */
function lineEnd(text: string, offset: number): number {
  if (text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}
