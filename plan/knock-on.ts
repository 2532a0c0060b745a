import type { ResourceChange } from "./resource-change.ts";
import { accountMove } from "./account-moves.ts";
import { replaces } from "./input-facts.ts";
import { isList, isMap, type Json } from "./json.ts";
import { type PlannedResource, resourceKey } from "./plan.ts";
import { parsedPath } from "./property-path.ts";
import { referredNames } from "./references.ts";

/**
 * A replaced resource gets a new id, so whatever holds that id changes too; where the input is one that replaces, it is
 * replaced in turn, and so on until nothing more follows. What a replaced provider made is replaced with it.
 */
export function knockOn(pairs: readonly ResourceChange[]): readonly ResourceChange[] {
  if (pairs.every(({ causes }) => causes.length === 0)) return pairs;
  const named = Map.groupBy(pairs, ({ after }) => after.name);
  const uses = Map.groupBy(
    pairs.flatMap((pair) => usesOf(pair, named)),
    ({ origin }) => origin,
  );
  const causes = new Map(pairs.map((pair) => [pair, [...pair.causes]]));
  const follows = new Map(pairs.map((pair) => [pair, [...pair.follows]]));
  // The list grows while it is walked: each replaced resource is looked at once.
  const replaced = pairs.filter((pair) => pair.causes.length > 0);
  for (const { before, after } of replaced) {
    const move = accountMove(before, after);
    const what = move === undefined ? "is replaced" : `moves to account ${move.to}`;
    for (const { user, input } of uses.get(resourceKey(after)) ?? []) {
      const text = `${input} (${after.name} ${what})`;
      const list = causes.get(user) ?? [];
      if (!isReplacedBy(user.after, input)) {
        follows.get(user)?.push(text);
        continue;
      }
      if (list.length === 0) replaced.push(user);
      list.push(text);
    }
  }
  return pairs.map((pair) => ({
    ...pair,
    causes: causes.get(pair) ?? pair.causes,
    follows: follows.get(pair) ?? pair.follows,
  }));
}

/** A resource's use of another in one input, or of its provider. */
interface Use {
  /** Key of the resource that is used. */
  readonly origin: string;
  readonly user: ResourceChange;
  readonly input: string;
}

const PROVIDER = "(provider)";
const REPLACE_WITH = "(replaceWith)";

/** Each use once. References carry no type, so they are looked up by name. */
function usesOf(
  user: ResourceChange,
  byName: ReadonlyMap<string, readonly ResourceChange[]>,
): readonly Use[] {
  const { provider, inputs, sources, options = {} } = user.after;
  const made = provider === undefined ? [] : [{ origin: provider, user, input: PROVIDER }];
  const tied = (options.replaceWith ?? []).map((origin) => ({ origin, user, input: REPLACE_WITH }));
  const ignored = new Set(options.ignoreChanges);
  const seen = ignored.has("*") ? [] : Object.entries(inputs).filter(([input]) => !ignored.has(input));
  const used = seen.flatMap(([input, value]) => {
    const named = [...new Set(namesIn(value))].flatMap((name) => byName.get(name) ?? []);
    const origins = new Set([...named.map(({ after }) => resourceKey(after)), ...(sources?.[input] ?? [])]);
    return [...origins].map((origin) => ({ origin, user, input }));
  });
  return [...made, ...tied, ...used];
}

function namesIn(value: Json): readonly string[] {
  if (typeof value === "string") return referredNames(value);
  if (isList(value)) return value.flatMap(namesIn);
  return isMap(value) ? Object.values(value).flatMap(namesIn) : [];
}

function isReplacedBy(resource: PlannedResource, input: string): boolean {
  if (input === PROVIDER || input === REPLACE_WITH) return true;
  // The path may lie deeper than the input: rather a replacement too many than one too few.
  const always = (resource.options?.replaceOnChanges ?? []).map((path) => parsedPath(path)[0]);
  if (always.some((first) => first === "*" || first === input)) return true;
  const after = resource.inputs[input];
  return replaces({ type: resource.type, input, before: "<the old resource's>", after });
}
