import type { PlanDiff } from "../../plan/diff.ts";
import type { Json, JsonMap } from "../../plan/json.ts";
import type { LeafChange } from "../../plan/leaves.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { told, withLeaves } from "./applied-leaves.ts";

/** A resource without what no diff tells: what it waits for, where hidden values come from, what it was called before. */
export type ToldResource = Readonly<Record<string, Json>>;

const keyOf = ({ type, name }: Pick<PlannedResource, "type" | "name">): string => `${type}::${name}`;

/** Where the engine's own knowledge, told in brackets, stands in a resource. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "(import)": ["importId"],
  "(name)": ["name"],
  "(parent)": ["parent"],
  "(protect)": ["protect"],
  "(provider)": ["provider"],
  "(type)": ["type"],
};

/**
 * The plan that a diff leads to, from the plan it starts from: deletions, changes and additions carried out one by one,
 * without any code of the comparison.
 */
export function appliedDiff(before: Plan, diff: PlanDiff): ReadonlyMap<string, ToldResource> {
  const changes = [...diff.replaced, ...diff.changed];
  const renames = changes.filter((one) => keyOf(one.before) !== keyOf(one.after));
  const names = new Map(renames.map((one) => [one.before.name, one.after.name]));
  const keys = new Map(renames.map((one) => [keyOf(one.before), keyOf(one.after)]));
  const gone = new Set(diff.deleted.map(keyOf));
  const leaves = new Map(changes.map((one) => [keyOf(one.before), one.leaves]));
  const kept = before.resources
    .filter((one) => !gone.has(keyOf(one)))
    .map((one) => carriedOut(followed(one, names, keys), leaves.get(keyOf(one)) ?? []));
  return new Map([...kept, ...diff.added].map((one) => [keyOf(one), toldResource(one)]));
}

/** A resource whose neighbours got other names. */
function followed(
  one: PlannedResource,
  names: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, string>,
): PlannedResource {
  const nowKey = (key: string): string => keys.get(key) ?? key;
  const text = JSON.stringify(one.inputs).replaceAll(
    /\$\{([^}"\\]+)\.id\}/g,
    (_, name: string) => `\${${names.get(name) ?? name}.id}`,
  );
  const { parent, provider, options } = one;
  return {
    ...one,
    inputs: JSON.parse(text) as JsonMap,
    ...(parent === undefined ? {} : { parent: nowKey(parent) }),
    ...(provider === undefined ? {} : { provider: nowKey(provider) }),
    ...(options?.deletedWith === undefined
      ? {}
      : { options: { ...options, deletedWith: nowKey(options.deletedWith) } }),
  };
}

function carriedOut(one: PlannedResource, leaves: readonly LeafChange[]): PlannedResource {
  const isBracketed = ({ path }: LeafChange): boolean => path.startsWith("(");
  const result = structuredClone(one) as unknown as Record<string, Json | undefined>;
  const options = { ...(one.options as Readonly<Record<string, Json | undefined>> | undefined) };
  for (const { path, after } of leaves.filter(isBracketed)) {
    const [field] = FIELDS[path] ?? [];
    if (field === undefined) options[path.slice(1, -1)] = after;
    else result[field] = after;
  }
  const inputs = withLeaves(
    one.inputs,
    leaves.filter((leaf) => !isBracketed(leaf)),
  );
  return { ...result, options, inputs } as unknown as PlannedResource;
}

/** A resource in the form in which a diff tells all of it. */
export function toldResource(one: PlannedResource): ToldResource {
  const { dependencies: _d, sources: _s, aliases: _a, inputs, options = {}, ...rest } = one;
  return { ...set(rest), options: set(options), inputs: told(inputs) };
}

/** The fields that are there. */
function set(fields: object): JsonMap {
  const entries = Object.entries(fields as Readonly<Record<string, Json | undefined>>);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
