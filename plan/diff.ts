import { accountMove } from "./account-moves.ts";
import { inOrder, replaces } from "./input-facts.ts";
import { knockOn } from "./knock-on.ts";
import { isMap, type Json, type JsonMap } from "./json.ts";
import { type LeafChange, leafChanges } from "./leaves.ts";
import { optionRows, REPLACEMENT_TRIGGER } from "./options.ts";
import { pairing } from "./pairing.ts";
import { replacesObject } from "./object-causes.ts";
import { type Plan, type PlannedResource, resourceKey } from "./plan.ts";
import { covers, parsedPath, setBack } from "./property-path.ts";
import { renamedReferences } from "./references.ts";
import type { ResourceChange } from "./resource-change.ts";
import { isSame } from "./same-json.ts";

/** What a change does to one stack. Replacements and deletions come first wherever this is shown. */
export interface PlanDiff {
  readonly stack: string;
  readonly replaced: readonly ResourceChange[];
  readonly deleted: readonly PlannedResource[];
  readonly changed: readonly ResourceChange[];
  readonly added: readonly PlannedResource[];
  /** Resources that both plans have and that stay as they are. */
  readonly unchanged: number;
}

/** Compares two plans of one stack, resource by resource, leaf by leaf. The order of either plan has no meaning. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const same = sameResources(before, after);
  // Most stacks of a fleet stay as they are; to see that, nothing has to be paired.
  if (same.size === before.resources.length && same.size === after.resources.length) return nothing(after);
  const pairs = pairing(before, after);
  const kept = new Set(pairs.values());
  const names = new Map(
    [...pairs].filter(([one, was]) => one.name !== was.name).map(([one, was]) => [was.name, one.name]),
  );
  const keys = new Map([...pairs].map(([one, was]) => [resourceKey(was), resourceKey(one)]));
  const settled = knockOn(
    [...pairs]
      .map(([one, was]) => compared({ was, one, renamed: { names, keys }, isSame: same.get(one) === was }))
      .sort(({ after: a }, { after: b }) => byKey(a, b)),
  );
  const replaced = settled.filter(({ causes }) => causes.length > 0);
  const changed = settled.filter(
    (one) => one.causes.length === 0 && one.leaves.length + one.follows.length > 0,
  );
  return {
    stack: after.stack,
    replaced,
    deleted: before.resources.filter((one) => !kept.has(one)).sort(byKey),
    changed,
    added: after.resources.filter((one) => !pairs.has(one)).sort(byKey),
    unchanged: settled.length - replaced.length - changed.length,
  };
}

/** Resources of the later plan that stand in the earlier one, letter by letter, each with the one it is. */
function sameResources(before: Plan, after: Plan): ReadonlyMap<PlannedResource, PlannedResource> {
  const old = new Map(before.resources.map((one) => [resourceKey(one), one]));
  const pairs = after.resources.map((one) => [one, old.get(resourceKey(one))] as const);
  return new Map(
    pairs.flatMap(([one, was]) => (was !== undefined && isSame(was, one) ? [[one, was] as const] : [])),
  );
}

function nothing({ stack, resources }: Plan): PlanDiff {
  return { stack, replaced: [], deleted: [], changed: [], added: [], unchanged: resources.length };
}

/** True when nothing would happen. */
export function isEmpty({ replaced, deleted, changed, added }: PlanDiff): boolean {
  return replaced.length + deleted.length + changed.length + added.length === 0;
}

interface Pair {
  readonly was: PlannedResource;
  /** Whether the two are the same, letter by letter. */
  readonly isSame: boolean;
  readonly one: PlannedResource;
  /** What renamed resources are called now: by name, and by key. */
  readonly renamed: {
    readonly names: ReadonlyMap<string, string>;
    readonly keys: ReadonlyMap<string, string>;
  };
}

function compared({ was, one, renamed, isSame: isUntouched }: Pair): ResourceChange {
  // What holds the id of a renamed resource is not what it was, though it reads the same.
  if (isUntouched && renamed.names.size === 0)
    return { before: was, after: one, leaves: [], causes: [], follows: [] };
  const old =
    renamed.names.size === 0 ? was.inputs : (renamedReferences(was.inputs, renamed.names) as JsonMap);
  const options = optionChanges(was, one, renamed.keys);
  // A resource that is made anew is made of all that the program says, what it ignores otherwise included.
  const now = options.some(isTriggered) ? one.inputs : withIgnored(one, old);
  const inputs = leafChanges(inOrder(was.type, old), inOrder(one.type, now));
  const always = (one.options?.replaceOnChanges ?? []).map(parsedPath);
  const causes = inputs.filter((leaf) => {
    const input = inputOf(leaf.path);
    const step = parsedPath(leaf.path);
    if (always.some((pattern) => covers(pattern, step)) || replacesObject(was, leaf)) return true;
    return replaces({ type: one.type, input, before: old[input], after: now[input] });
  });
  const moves = options.filter((option) => isMove(option) || isTriggered(option)).map(({ path }) => path);
  const account = accountMove(was, one) === undefined ? [] : ["(account)"];
  return {
    before: was,
    after: one,
    leaves: [...options, ...inputs],
    causes: [...moves, ...account, ...causes.map(({ path }) => path)],
    follows: [],
  };
}

/** Inputs as the engine compares them: those of `ignoreChanges` keep the value they had. */
function withIgnored({ inputs, options }: PlannedResource, old: JsonMap): JsonMap {
  const paths = (options?.ignoreChanges ?? []).map(parsedPath);
  return paths.reduce<JsonMap>((now, path) => {
    const kept = setBack(path, old, now);
    return kept !== undefined && isMap(kept) ? kept : now;
  }, inputs);
}

/**
 * Another provider is another place or another account: the engine never moves a resource there. An id to import that
 * comes or changes makes it delete the resource it has; an id that goes makes it do nothing.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/step_generator.go for `isImport`
 */
function isMove({ path, after }: LeafChange): boolean {
  return path === "(provider)" || (path === "(import)" && after !== undefined);
}

/**
 * Whether a trigger went off. One that comes or goes only stands in the state from then on.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/step_generator.go for `shouldTriggerReplace`
 */
function isTriggered({ path, before, after }: LeafChange): boolean {
  return path === REPLACEMENT_TRIGGER && before !== undefined && after !== undefined;
}

/** Changes of what the engine knows of a resource beside its inputs; brackets tell them from inputs. */
function optionChanges(
  was: PlannedResource,
  one: PlannedResource,
  keys: ReadonlyMap<string, string>,
): readonly LeafChange[] {
  const nowKey = (key: string): string => keys.get(key) ?? key;
  const nowKeyOf = (key: string | undefined): string | undefined => key && nowKey(key);
  const [old, now] = [optionRows(was.options, nowKey), new Map(optionRows(one.options))];
  const options: readonly (readonly [string, Json | undefined, Json | undefined])[] = [
    ["(import)", was.importId, one.importId],
    ["(name)", was.name, one.name],
    ["(parent)", nowKeyOf(was.parent), one.parent],
    ["(protect)", was.protect, one.protect],
    ["(provider)", nowKeyOf(was.provider), one.provider],
    ["(type)", was.type, one.type],
    ...old.map(([name, value]) => [name, value, now.get(name)] as const),
  ];
  return options
    .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after))
    .map(([path, before, after]) => ({
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    }));
}

/** The input that a path begins with. */
export function inputOf(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function byKey(a: PlannedResource, b: PlannedResource): number {
  return resourceKey(a) < resourceKey(b) ? -1 : 1;
}
