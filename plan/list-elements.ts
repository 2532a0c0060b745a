import { isMap, type Json } from "./json.ts";

/** Fields by which an element of a list is known, the surest first; the members of one entry stand for each other. */
const NATURAL_KEYS: readonly (readonly string[])[] = [
  ["name"],
  ["alert", "record"],
  ["key"],
  ["id"],
  ["Sid"],
  ["job_name"],
  ["mountPath"],
  ["topologyKey"],
];

/** Fields that lists may repeat: one alert may be there for each severity. */
const REPEATABLE = "alert";

/** The elements of two lists by their keys, in the order of the lists. */
export interface KeyedLists {
  readonly before: ReadonlyMap<string, Json>;
  readonly after: ReadonlyMap<string, Json>;
}

/**
 * Pairs elements by what people call them, so that one more in the middle is no change of all that follow; undefined
 * when a list has no such key, repeats one, or shares none with the other: then places say more.
 */
export function keyedLists(before: readonly Json[], after: readonly Json[]): KeyedLists | undefined {
  for (const fields of NATURAL_KEYS) {
    const [was, is] = [byKey(before, fields), byKey(after, fields)];
    if (was === undefined || is === undefined) continue;
    const isApart = was.size > 0 && is.size > 0 && ![...was.keys()].some((key) => is.has(key));
    return isApart ? undefined : { before: was, after: is };
  }
  return undefined;
}

function byKey(list: readonly Json[], fields: readonly string[]): ReadonlyMap<string, Json> | undefined {
  const found = new Map<string, Json>();
  for (const element of list) {
    const key = keyOf(element, fields);
    if (key === undefined) return undefined;
    const own = fields.includes(REPEATABLE) ? numbered(key, found) : key;
    if (found.has(own)) return undefined;
    found.set(own, element);
  }
  return found;
}

function keyOf(element: Json, fields: readonly string[]): string | undefined {
  if (!isMap(element)) return undefined;
  const value = fields.map((field) => (Object.hasOwn(element, field) ? element[field] : undefined));
  const [key] = value.filter((one) => one !== undefined);
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** The second `TraefikDown` of a group is `TraefikDown#2`. */
function numbered(key: string, found: ReadonlyMap<string, Json>): string {
  for (let number = 2, own = key; ; number += 1) {
    if (!found.has(own)) return own;
    own = `${key}#${number}`;
  }
}

/** Whether two lists hold the same elements, each once, in another order. */
export function differInOrder(before: readonly string[], after: readonly string[]): boolean {
  if (before.length !== after.length || before.join("\n") === after.join("\n")) return false;
  const all = new Set(before);
  return (
    all.size === before.length && new Set(after).size === after.length && after.every((one) => all.has(one))
  );
}

/** Whether what both lists have stands in another order in one of them. */
export function reorders({ before, after }: KeyedLists): boolean {
  const kept = [...before.keys()].filter((key) => after.has(key));
  return [...after.keys()].filter((key) => before.has(key)).some((key, index) => key !== kept[index]);
}
