import { isList, isMap, type Json } from "../../plan/json.ts";
import type { LeafChange } from "../../plan/leaves.ts";

/** One step of a path as it is written: `.key`, `["key or name"]`, `[name]` or `[0]`. */
interface Step {
  readonly kind: "key" | "quoted" | "name" | "place";
  readonly text: string;
}

interface Told {
  readonly steps: readonly Step[];
  readonly leaf: LeafChange;
}

const STEP = /^(?:\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([^\]]+)\]|\.?([^.[]+))/;

function stepsOf(path: string): readonly Step[] {
  if (path === "") return [];
  const [all = "", quoted, place, name, key] = STEP.exec(path) ?? [];
  if (all === "") throw new Error(`nobody can read ${path}`);
  const step: Step =
    quoted !== undefined
      ? { kind: "quoted", text: JSON.parse(`"${quoted}"`) as string }
      : place !== undefined
        ? { kind: "place", text: place }
        : name !== undefined
          ? { kind: "name", text: name }
          : { kind: "key", text: key ?? "" };
  return [step, ...stepsOf(path.slice(all.length))];
}

/** A value with all that leaves say done to it, without any code of the comparison. */
export function withLeaves(before: Json, leaves: readonly LeafChange[]): Json {
  const told = leaves.map((leaf) => ({ steps: stepsOf(leaf.path), leaf }));
  return applied(before, told) ?? {};
}

function applied(value: Json | undefined, told: readonly Told[]): Json | undefined {
  if (told.length === 0) return value;
  const here = told.find(({ steps, leaf }) => steps.length === 0 && leaf.order !== true);
  if (here !== undefined) return here.leaf.after;
  const order = told.find(({ steps }) => steps.length === 0)?.leaf;
  const below = told.filter(({ steps }) => steps.length > 0);
  const kept = value !== undefined && isList(value) ? listApplied(value, below) : value;
  if (value !== undefined && isList(value)) {
    const list = kept as readonly Json[];
    if (order !== undefined) return (order.after as readonly Json[]).map((one) => found(list, one));
    const keys = below.filter(({ steps }) => steps[0]?.kind === "key" || isNewKey(steps[0], value, below));
    return keys.length === 0 ? list : mapApplied({}, keys);
  }
  if (value === undefined || !isMap(value)) {
    const isNewList = below.every(({ steps }) => steps[0]?.kind !== "key" && !isNewKey(steps[0], [], below));
    return isNewList ? listApplied([], below) : mapApplied({}, below);
  }
  const places = below.filter(({ steps: [step] }) => isElement(step, value, below));
  const map = mapApplied(
    value,
    below.filter((one) => !places.includes(one)),
  );
  return Object.keys(map).length === 0 && places.length > 0 ? listApplied([], places) : map;
}

/** In quotes, it is a name where what comes says the same name, and a key otherwise. */
function isNewKey(step: Step | undefined, list: readonly Json[], told: readonly Told[]): boolean {
  return step?.kind === "quoted" && !list.some((one) => nameOf(one) === step.text) && !saysName(step, told);
}

function isElement(
  step: Step | undefined,
  map: Readonly<Record<string, Json>>,
  told: readonly Told[],
): boolean {
  if (step === undefined || step.kind === "key") return false;
  return step.kind !== "quoted" || (!Object.hasOwn(map, step.text) && saysName(step, told));
}

const saysName = (step: Step, told: readonly Told[]): boolean =>
  told.some(
    ({ steps: [first, second], leaf }) =>
      first?.text === step.text && second?.text === "name" && leaf.after === step.text,
  );

const nameOf = (value: Json): Json | undefined => (isMap(value) ? value["name"] : undefined);

const found = (list: readonly Json[], wanted: Json): Json =>
  list.find((one) => nameOf(one) === wanted || JSON.stringify(one) === JSON.stringify(wanted)) ?? null;

const inside = ({ steps, leaf }: Told): Told => ({ steps: steps.slice(1), leaf });

const byStep = (told: readonly Told[]): ReadonlyMap<string, readonly Told[]> =>
  Map.groupBy(told, ({ steps }) => steps[0]?.text ?? "");

function mapApplied(map: Readonly<Record<string, Json>>, told: readonly Told[]): Record<string, Json> {
  const result = new Map(Object.entries(map));
  for (const [key, group] of byStep(told)) {
    const now = applied(result.get(key), group.map(inside));
    if (now === undefined) result.delete(key);
    else result.set(key, now);
  }
  return Object.fromEntries(result);
}

function listApplied(list: readonly Json[], told: readonly Told[]): readonly Json[] {
  const places = byStep(told.filter(({ steps }) => steps[0]?.kind === "place"));
  const names = byStep(told.filter(({ steps }) => ["name", "quoted"].includes(steps[0]?.kind ?? "")));
  const kept = list.flatMap((one, index) => {
    const group = (places.get(String(index)) ?? []).map(inside);
    const isWhole = group.some(({ steps, leaf }) => steps.length === 0 && leaf.order !== true);
    if (!isWhole) return [applied(one, group) ?? null];
    return group.every(({ leaf }) => leaf.before === undefined) ? [one] : [];
  });
  const come = [...places].flatMap(([place, group]): [number, Json][] => {
    const isWhole = group.some(({ steps, leaf }) => steps.length === 1 && leaf.order !== true);
    if (!isWhole && Number(place) < list.length) return [];
    const value = applied(undefined, group.map(inside));
    return value === undefined ? [] : [[Number(place), value]];
  });
  for (const [place, value] of come.sort(([a], [b]) => a - b)) kept.splice(place, 0, value);
  for (const [name, group] of names) {
    const index = kept.findIndex((one) => nameOf(one) === name);
    const now = applied(kept[index], group.map(inside));
    if (now === undefined) continue;
    const isGone = isMap(now) && now["name"] === undefined;
    kept.splice(index < 0 ? kept.length : index, index < 0 ? 0 : 1, ...(isGone ? [] : [now]));
  }
  return kept;
}

/**
 * A value without what leaves don't tell: whether something empty is there, and where in a list of names a new one
 * stands.
 */
export function told(value: Json): Json {
  if (isList(value)) {
    const list = value.map(told).filter((one) => !isEmpty(one));
    const isNamed = list.length > 0 && list.every((one) => typeof nameOf(one) === "string");
    return isNamed
      ? list.sort((a, b) => (JSON.stringify(nameOf(a)) < JSON.stringify(nameOf(b)) ? -1 : 1))
      : list;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, one]): [string, Json] => [key, told(one)]);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

const isEmpty = (value: Json): boolean =>
  isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
