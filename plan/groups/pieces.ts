import type { Json, JsonMap } from "../json.ts";
import type { StackDiff } from "../fleet-diff.ts";
import { type PlannedResource, resourceKey } from "../plan.ts";
import type { ResourceChange } from "../resource-change.ts";
import type { OwnFacts } from "./own-facts.ts";
import { type Slice, sliceFinder } from "./slices.ts";
import { Wording } from "./wording.ts";

/** What changes in one stack beside its tenants, or in one environment of a tenant. */
export interface Piece {
  /** `prod`, or `acme--production in prod`. */
  readonly name: string;
  /** The part of the stack's diff. Of a tenant, nobody counts what stays. */
  readonly diff: StackDiff;
  /** @default - it is what lies in no tenant's */
  readonly slice?: Slice;
  readonly wording: Wording;
}

/** One resource of a piece in words that stand for what is own. */
export interface Entry {
  readonly what: "replaced" | "deleted" | "changed" | "added";
  /** Type and name. */
  readonly key: string;
  /** All that is told of it. */
  readonly content: Json;
}

/**
 * A stack's diff in the pieces that are compared with those of other stacks: ten tenants more or less make no other
 * cluster. A stack that comes or goes is one piece.
 */
export function piecesOf(diff: StackDiff): readonly Piece[] {
  const facts = diff.own ?? onlyName(diff.stack);
  const whole: Piece = { name: diff.stack, diff, wording: new Wording(facts) };
  if (diff.fate !== "stays" || facts.slices.length === 0) return [whole];
  const sliceOf = sliceFinder(facts.slices);
  const replaced = Map.groupBy(diff.replaced, ({ after }) => sliceOf(after));
  const changed = Map.groupBy(diff.changed, ({ after }) => sliceOf(after));
  const deleted = Map.groupBy(diff.deleted, sliceOf);
  const added = Map.groupBy(diff.added, sliceOf);
  const touched = [replaced, deleted, changed, added].flatMap((groups) => [...groups.keys()]);
  return [...new Set(touched)].map((slice) => {
    const part: StackDiff = {
      ...diff,
      replaced: replaced.get(slice) ?? [],
      deleted: deleted.get(slice) ?? [],
      changed: changed.get(slice) ?? [],
      added: added.get(slice) ?? [],
    };
    return slice === undefined ? { ...whole, diff: part } : ofSlice(slice, part, facts);
  });
}

function ofSlice(slice: Slice, diff: StackDiff, facts: OwnFacts): Piece {
  return { name: `${slice.name} in ${diff.stack}`, diff, slice, wording: new Wording(facts, slice) };
}

function onlyName(stack: string): OwnFacts {
  return { stack, words: new Map([[stack, "stack"]]), letters: new Map(), slices: [], kind: "other" };
}

/** The resources of a piece in words, in an order that does not depend on what is own. */
export function entriesOf({ diff, wording }: Piece): readonly Entry[] {
  const worded = (value: unknown): Json => wording.worded(value as Json);
  const entries = [
    ...diff.replaced.map((change) => entry("replaced", change.after, toldOfChange(change))),
    ...diff.changed.map((change) => entry("changed", change.after, toldOfChange(change))),
    ...diff.deleted.map((one) => entry("deleted", one, { ...one })),
    ...diff.added.map((one) => entry("added", one, { ...one })),
  ].map(({ what, key, content }): Entry => ({
    what,
    key: wording.wordedText(key),
    content: sortedLists(worded(content)),
  }));
  return entries.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

const order = ({ what, key }: Entry): string => `${what} ${key}`;

const entry = (what: Entry["what"], resource: PlannedResource, content: object) => ({
  what,
  key: resourceKey(resource),
  content,
});

/** All that is told of a change; what stays the same in it may differ between stacks. */
function toldOfChange({ before, after, leaves, causes, follows }: ResourceChange): object {
  const { parent = "" } = after;
  return { parent, protection: protection(before.protect, after.protect), leaves, causes, follows };
}

const protection = (was: boolean, is: boolean): string =>
  was ? (is ? "kept" : "taken away") : is ? "given" : "none";

/** Lists whose order comes from names, which differ. */
const BY_NAME = ["dependencies", "causes", "follows"];

function sortedLists(content: Json): Json {
  const map = content as JsonMap;
  const sorted = BY_NAME.flatMap((field) => {
    const list = map[field];
    return list === undefined ? [] : [[field, [...(list as readonly string[])].sort()] as const];
  });
  return { ...map, ...Object.fromEntries(sorted) };
}
