import { isList, isMap, type Json } from "./json.ts";
import { aligned } from "./list-alignment.ts";
import { differInOrder, keyedLists, reorders } from "./list-elements.ts";
import { isSame } from "./same-json.ts";
import { documentIn } from "./text-document.ts";

/** One value that differs; a side that lacks it is undefined. */
export interface LeafChange {
  /**
   * As the engine writes paths: `tags.Name`, `routes[0].cidrBlock`, `tags["kubernetes.io/role/elb"]`. Elements of a list
   * that have names stand by these: `spec.groups[traefik].rules[TraefikDown].expr`.
   */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
  /** Only the order of a list differs: the two sides are its elements, or their names. @default - the values differ */
  readonly order?: true;
}

/**
 * Every leaf at which two values differ, in the order of the paths. Elements of lists are paired by their names;
 * elements without one, by what stays the same: what goes has its old place, what comes its new one. Texts that hold
 * JSON or YAML, such as IAM policies, are compared inside.
 */
export function leafChanges(before: Json, after: Json): readonly LeafChange[] {
  return compared("", before, after).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compared(path: string, before: Json | undefined, after: Json | undefined): LeafChange[] {
  if (isSame(before, after)) return [];
  const changes = listChanges(path, before, after);
  if (changes !== undefined) return changes;
  // A map has nothing in common with a list.
  if (before !== undefined && after !== undefined && isList(before) !== isList(after)) {
    if ([before, after].every((side) => isList(side) || isMap(side))) return [leaf(path, before, after)];
  }
  const [was, is] = [branches(path, before), branches(path, after)];
  // Two empty sides have nothing to descend to: one of them is absent or of another kind.
  if (was !== undefined && is !== undefined && was.size + is.size > 0) return branchChanges(was, is);
  const documents = [documentIn(before), documentIn(after)] as const;
  if (documents[0] !== undefined && documents[1] !== undefined) {
    const inside = compared(path, ...documents);
    // Only the notation differs, and what reads the text may care.
    if (inside.length > 0) return inside;
  }
  return [leaf(path, before, after)];
}

function leaf(path: string, before: Json | undefined, after: Json | undefined): LeafChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

type Branches = ReadonlyMap<string, Json>;

function branchChanges(was: Branches, is: Branches): LeafChange[] {
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths.flatMap((one) => compared(one, was.get(one), is.get(one)));
}

/** What lies directly below a value, by path; nothing below an absent one; undefined for a leaf. */
function branches(path: string, value: Json | undefined): Branches | undefined {
  if (value === undefined) return new Map();
  if (isList(value)) return new Map(value.map((one, index) => [`${path}[${index}]`, one]));
  if (isMap(value)) return new Map(Object.entries(value).map(([key, one]) => [memberPath(path, key), one]));
  return undefined;
}

/** Changes of two lists of which places say little; undefined for all else. */
function listChanges(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): LeafChange[] | undefined {
  const [was, is] = [listOr(before), listOr(after)];
  if (was === undefined || is === undefined || was.length + is.length === 0) return undefined;
  const keyed = keyedLists(was, is);
  if (keyed !== undefined) {
    const at = (list: Branches): Branches =>
      new Map([...list].map(([key, one]) => [elementPath(path, key), one]));
    const [old, now] = [[...keyed.before.keys()], [...keyed.after.keys()]];
    const moved: LeafChange[] = reorders(keyed) ? [{ path, before: old, after: now, order: true }] : [];
    return [...moved, ...branchChanges(at(keyed.before), at(keyed.after))];
  }
  if (before === undefined || after === undefined) return undefined;
  return placedChanges(path, was, is);
}

/** Elements that go and come. Undefined where some of them may be the same ones, changed inside. */
function placedChanges(path: string, was: readonly Json[], is: readonly Json[]): LeafChange[] | undefined {
  const [old, now] = [was, is].map((list) => list.map((one) => JSON.stringify(one))) as [string[], string[]];
  if (differInOrder(old, now)) return [{ path, before: was, after: is, order: true }];
  const found = aligned(old, now);
  if (found === undefined) return undefined;
  const { gone, come } = found;
  const isPlain = [...was, ...is].every((one) => !isList(one) && !isMap(one));
  if (!isPlain && gone.length > 0 && come.length > 0) return undefined;
  // What is at the end comes or goes leaf by leaf, as any branch does.
  if (!isPlain && [...gone, ...come].every((place) => place >= Math.min(was.length, is.length)))
    return undefined;
  const places = [...new Set([...gone, ...come])];
  const [left, right] = [new Set(gone), new Set(come)];
  return places.map((place) =>
    leaf(
      `${path}[${place}]`,
      left.has(place) ? was[place] : undefined,
      right.has(place) ? is[place] : undefined,
    ),
  );
}

function listOr(value: Json | undefined): readonly Json[] | undefined {
  if (value === undefined) return [];
  return isList(value) ? value : undefined;
}

function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** A name in brackets, in quotes where it could be read as a place or as more than one step. */
function elementPath(path: string, key: string): string {
  return /^[^\s[\]"*\\]+$/.test(key) && !/^\d+$/.test(key)
    ? `${path}[${key}]`
    : `${path}[${JSON.stringify(key)}]`;
}
