import { shown } from "../diff-words.ts";
import { isList, type Json, type JsonMap } from "../json.ts";
import { type LeafChange, leafChanges } from "../leaves.ts";
import type { Entry } from "./pieces.ts";
import type { Wording } from "./wording.ts";

interface Model {
  readonly label: string;
  readonly entries: readonly Entry[];
}

interface Deviating {
  readonly entries: readonly Entry[];
  readonly wording: Wording;
}

/** Most differences that are told of one group: all that changes in it is shown anyway. */
const MOST_TEXTS = 10;

const keyOf = ({ what, key }: Entry): string => `${what} ${key}`;

/**
 * By what a group differs from a larger one, in the words of the smaller: what it lacks, what it has besides, and what
 * is another value. All it changes is shown anyway; these lines say where to look.
 */
export function deviationTexts({ label, entries: model }: Model, own: Deviating): readonly string[] {
  const { entries, wording } = own;
  const named = ({ key }: Entry): string => wording.ownText(key).replace("::", " ");
  const theirs = new Map(model.map((entry) => [keyOf(entry), entry]));
  const mine = new Set(entries.map(keyOf));
  const lacking = model
    .filter((entry) => !mine.has(keyOf(entry)))
    .map((entry) => `${named(entry)} is not ${entry.what}`);
  const besides = entries
    .filter((entry) => !theirs.has(keyOf(entry)))
    .map((entry) => `${named(entry)} is ${entry.what}, too`);
  const other = entries.flatMap((entry) => {
    const like = theirs.get(keyOf(entry));
    return like === undefined ? [] : differences(entry, like, own).map((text) => `${named(entry)}: ${text}`);
  });
  return shortened([...other, ...lacking, ...besides]).map((text) => `unlike ${label}: ${text}`);
}

function differences(mine: Entry, like: Entry, { wording }: Deviating): readonly string[] {
  const own = (value: Json | undefined): string =>
    value === undefined ? "nothing" : wording.ownText(shown(value));
  return leafChanges(byPath(like.content), byPath(mine.content)).map(
    ({ path, before, after }) =>
      `${wording.ownText(readable(path))}: ${own(after)} instead of ${own(before)}`,
  );
}

/** `spec.replicas before`, for `["spec.replicas"].before`. */
function readable(path: string): string {
  const [, quoted, side] = /^\["(.*)"\](?:\.(before|after))?$/.exec(path) ?? [];
  const inner = quoted?.replaceAll(/\\(.)/g, "$1") ?? path.replace(/\.(before|after)$/, "");
  const end = side ?? /\.(before|after)$/.exec(path)?.[1];
  return end === undefined ? inner : `${inner} ${end}`;
}

function shortened(texts: readonly string[]): readonly string[] {
  const more = texts.length - MOST_TEXTS;
  return more <= 0 ? texts : [...texts.slice(0, MOST_TEXTS), `${more} more differences`];
}

/** The changed leaves by their paths instead of their places, so that one more or less shows as that. */
function byPath(content: Json): Json {
  const { leaves, ...rest } = content as JsonMap;
  if (leaves === undefined || !isList(leaves)) return content;
  const sides = (leaves as unknown as readonly LeafChange[]).map(
    ({ path, before, after }): [string, Json] => [
      path,
      { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    ],
  );
  return { ...rest, ...Object.fromEntries(sides) };
}
