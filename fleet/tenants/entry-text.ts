import { isDeepStrictEqual } from "node:util";
import { Document, isCollection, isMap, isScalar, type Pair, parseDocument, type Range } from "yaml";
import { InputError } from "../check.ts";
import type { TenantEntry } from "../schema/tenant.ts";

/** Keys of a tenant's entry by which it comes to rest and leaves, each with its value; undefined takes it away. */
export interface LifecycleKeys {
  /** @default - the key goes, which means active */
  readonly lifecycle?: Exclude<TenantEntry["lifecycle"], "active">;
  /** @default - the key goes */
  readonly frozen?: boolean;
  /** @default - the key goes */
  readonly retireAfter?: string;
}

const SCHEMA_LINE = "# yaml-language-server: $schema=../.schema/tenant.json\n";

/** A tenant's file as a person would begin it. */
export function newEntryText(entry: Readonly<Record<string, unknown>>): string {
  const document = new Document(entry);
  const environments = document.get("environments");
  const short = isMap(environments) ? environments.items.map(({ value }) => value) : [];
  for (const one of short) if (isCollection(one)) one.flow = true;
  return SCHEMA_LINE + document.toString({ lineWidth: 0 });
}

/**
 * A tenant's file with other lifecycle keys. Only their lines differ, whatever else is there: order, comments and spaces
 * are a person's.
 *
 * @param name the file, for what is said of it
 * @throws InputError when the file is written in a way in which lines can't be told apart
 */
export function withLifecycle(name: string, text: string, keys: LifecycleKeys): string {
  const changed = (["lifecycle", "frozen", "retireAfter"] as const).reduce(
    (now, key) => withLine(now, key, keys[key]?.toString()),
    text,
  );
  const { lifecycle: _, frozen: __, retireAfter: ___, ...rest } = parsed(text);
  const wanted = { ...rest, ...definedOf(keys) };
  if (!isDeepStrictEqual(parsed(changed), wanted)) {
    const expected = "a file with one key a line";
    throw new InputError([{ file: name, path: "", expected, hint: "write lifecycle by hand" }]);
  }
  return changed;
}

const definedOf = (keys: LifecycleKeys): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));

function parsed(text: string): Readonly<Record<string, unknown>> {
  const document = parseDocument(text);
  const isSound = document.errors.length === 0 && isMap(document.contents);
  return isSound ? (document.toJS() as Readonly<Record<string, unknown>>) : {};
}

/** The text with one key of the top set, taken away, or added below everything else. */
function withLine(text: string, key: string, value: string | undefined): string {
  const place = placeOf(parseDocument(text), key);
  if (place === undefined) {
    if (value === undefined) return text;
    return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${key}: ${value}\n`;
  }
  const [from, to] = place.value;
  if (value !== undefined) return text.slice(0, from) + value + text.slice(to);
  const end = text.indexOf("\n", to);
  return text.slice(0, place.line) + (end < 0 ? "" : text.slice(end + 1));
}

/** Where a key's line begins, and where its value stands. */
function placeOf(
  { contents }: Document.Parsed,
  key: string,
): { readonly line: number; readonly value: Range } | undefined {
  if (!isMap(contents)) return undefined;
  const pair: Pair | undefined = contents.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (!isScalar(pair?.key) || !isScalar(pair.value)) return undefined;
  const [line] = pair.key.range ?? [];
  const { range } = pair.value;
  return line === undefined || range === undefined || range === null ? undefined : { line, value: range };
}
