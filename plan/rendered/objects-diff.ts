import { type LeafChange, leafChanges } from "../leaves.ts";
import { SECRET } from "../plan.ts";
import { parsedPath } from "../property-path.ts";
import { objectTitle, type RenderedObject, type RenderedObjects } from "./manifest-objects.ts";
import { isNoise } from "./noise.ts";
import { changeDangers, isFixed, isKept, removalDangers } from "./object-dangers.ts";

/** An object that both sides render, with another content. */
export interface ChangedObject {
  readonly title: string;
  readonly leaves: readonly LeafChange[];
}

/** What another chart, or other values, change in a cluster. */
export interface ObjectsDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ChangedObject[];
  readonly unchanged: number;
  /** What cannot be taken back, or will not go through. */
  readonly dangers: readonly string[];
  /** Values that were left out because they change with every version. */
  readonly noise: number;
  /** Values that were left out because the chart makes them up each time it is rendered. */
  readonly madeUp: number;
}

/** Compares what two versions of a release render. `again` is the second one once more, to find what is made up. */
export function diffObjects(
  before: RenderedObjects,
  after: RenderedObjects,
  again: RenderedObjects = after,
): ObjectsDiff {
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, object]) => object);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, object]) => object);
  const pairs = [...before].flatMap(([key, was]) => {
    const is = after.get(key);
    return is === undefined ? [] : [comparison(was, is, again.get(key) ?? is)];
  });
  const changed = pairs.filter(({ leaves }) => leaves.length > 0);
  const sum = (of: (pair: Comparison) => number): number => pairs.reduce((all, pair) => all + of(pair), 0);
  return {
    added: added.map(objectTitle).sort(),
    removed: removed.map(removedTitle).sort(),
    changed: changed
      .map(({ title, leaves }) => ({ title, leaves }))
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
    unchanged: pairs.length - changed.length,
    dangers: [...removed.flatMap(removalDangers), ...pairs.flatMap(({ dangers }) => dangers)].sort(),
    noise: sum(({ noise }) => noise),
    madeUp: sum(({ madeUp }) => madeUp),
  };
}

function removedTitle(object: RenderedObject): string {
  return isKept(object) ? `${objectTitle(object)} (which Helm keeps)` : objectTitle(object);
}

interface Comparison extends ChangedObject {
  readonly dangers: readonly string[];
  readonly noise: number;
  readonly madeUp: number;
}

function comparison(was: RenderedObject, is: RenderedObject, again: RenderedObject): Comparison {
  const all = changesOf(was, is);
  const loud = all.filter((leaf) => isFixed(was, leaf) || !isNoise(parsedPath(leaf.path)));
  const random = new Set(changesOf(is, again).map(({ path }) => path));
  const leaves = loud.filter(({ path }) => !random.has(path));
  return {
    title: objectTitle(is),
    leaves,
    dangers: changeDangers(was, is, leaves),
    noise: all.length - loud.length,
    madeUp: loud.length - leaves.length,
  };
}

function changesOf(one: RenderedObject, other: RenderedObject): readonly LeafChange[] {
  const leaves = leafChanges(one.body, other.body);
  return one.kind === "Secret" ? masked(leaves) : leaves;
}

const SECRET_ENTRY = /^(?:data|stringData)(?:\.[\w$-]+|\["(?:[^"\\]|\\.)*"\])?/;

/** Of what is in a Secret, only which entries changed: paths inside of one would tell of it, too. */
function masked(leaves: readonly LeafChange[]): readonly LeafChange[] {
  const found = new Map<string, LeafChange>();
  for (const leaf of leaves) {
    const [entry] = SECRET_ENTRY.exec(leaf.path) ?? [];
    if (entry === undefined) found.set(leaf.path, leaf);
    else if (entry === leaf.path)
      found.set(entry, {
        path: entry,
        ...(leaf.before === undefined ? {} : { before: SECRET }),
        ...(leaf.after === undefined ? {} : { after: SECRET }),
      });
    else found.set(entry, { path: entry, before: SECRET, after: SECRET });
  }
  return [...found.values()];
}

/** Whether a value changed that charts often make up: certificates and passwords. Then it is worth to render again. */
export function mayBeMadeUp({ changed }: ObjectsDiff): boolean {
  return changed.some(({ title, leaves }) =>
    leaves.some(({ path }) => title.includes(" Secret ") || /caBundle|tls|cert|password|random/i.test(path)),
  );
}
