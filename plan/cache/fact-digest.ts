import { hash } from "node:crypto";
import { entriesWhere } from "../../fleet/entries-where.ts";
import type { Fleet } from "../../fleet/inventory.ts";

/** Digests of what is shared by many stacks, by the very object and by what is asked of it. */
const known = new WeakMap<object, Map<string, string>>();

/** Digest of what a fleet says at a path that a watched fleet has told of. Order is part of it: a program may go by it. */
export function factDigest(fleet: Fleet, path: string): string {
  const [section = "", ...keys] = path.split("/");
  const [top = "", part] = section.split(".");
  const whole = fleet[top as keyof Fleet] as unknown;
  const held = part === undefined ? whole : (whole as Readonly<Record<string, unknown>>)[part];
  if (typeof held !== "object" || held === null) return digestOf(held);
  const asked = keys.join("/");
  const digests = known.get(held) ?? new Map<string, string>();
  known.set(held, digests);
  const digest = digests.get(asked) ?? digestOf(factAt(held, keys));
  digests.set(asked, digest);
  return digest;
}

/** A short digest of a text; that of plans and of facts. */
export function textDigest(text: string): string {
  return hash("sha256", text).slice(0, 32);
}

function digestOf(value: unknown): string {
  return textDigest(value === undefined ? "nothing" : JSON.stringify(value));
}

type Facts = Readonly<Record<string, unknown>>;

/** `*` is all, `*` and a key is that key of all, with their ids; a key that ends in `=` is a search for a value. */
function factAt(held: object, [key = "*", below]: readonly string[]): unknown {
  const entries =
    held instanceof Map ? (held as Map<string, Facts>) : new Map<string, Facts>(Object.entries(held));
  if (key.endsWith("=")) return entriesWhere(entries, key.slice(0, -1), below ?? "");
  if (key !== "*") return entries.get(key);
  if (below === undefined || below === "*") return [...entries];
  return [...entries].map(([id, entry]) => [id, entry[below]]);
}
