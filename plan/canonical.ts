import { referredNames } from "./references.ts";
import { isList, isMap, type Json, type JsonMap } from "./json.ts";
import { optionsField } from "./options.ts";
import { type Plan, type PlannedResource, resourceKey, UNKNOWN } from "./plan.ts";

/** A plan as text that is the same, byte for byte, whenever the plan is: keys sorted, resources in their order. */
export function planText(plan: Plan): string {
  return `${JSON.stringify(sortedKeys(plan as unknown as Json), null, 2)}\n`;
}

/** Several plans as one list, in parts: the plans of a large fleet are longer than a text can be. */
export function* plansText(plans: Iterable<Plan>): Iterable<string> {
  let before = "[\n";
  for (const plan of plans) {
    yield `${before}${planText(plan).trimEnd().replace(/^/gm, "  ")}`;
    before = ",\n";
  }
  yield before === ",\n" ? "\n]\n" : "[]\n";
}

/** A value with the keys of every map in alphabetical order. */
export function sortedKeys(value: Json): Json {
  if (isList(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => (one as unknown) !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sortedKeys(one)]),
  );
}

/** Inputs that only the engine's side has: the SDK and the provider's Check add them. */
const ENGINE_ONLY: ReadonlySet<string> = new Set([
  // Which inputs Check filled in.
  "__defaults",
  // Which inputs of a provider are secret.
  "__internal",
  // Check adds the provider's default tags.
  "tagsAll",
]);

/** What providers put behind the logical name when a program names nothing: seven or eight hexadecimal digits. */
const MADE_UP = /^-[0-9a-f]{7,8}$/;

/**
 * A plan in the form in which record and preview must be equal. Five things are made the same: a reference to another
 * resource's id is unknown to a preview; inputs of the engine's side are dropped, names among them that the provider
 * makes up; a provider's version is no input; a resource comes after all that those before it come after.
 * Aliases and sources only serve the diff of two plans; a preview tells them in another form, and `deleteBeforeReplace`
 * not at all.
 */
export function comparable(plan: Plan): Plan {
  const all = dependenciesOfAll(plan.resources);
  const resources = plan.resources.map((one) => {
    return { ...comparableResource(one), dependencies: [...all(resourceKey(one))].sort() };
  });
  return { ...plan, resources };
}

/** All that comes before a resource, whether it says so itself or one of them does. */
function dependenciesOfAll(resources: readonly PlannedResource[]): (key: string) => ReadonlySet<string> {
  const direct = new Map(resources.map((one) => [resourceKey(one), one.dependencies]));
  const known = new Map<string, ReadonlySet<string>>();
  const all = (key: string): ReadonlySet<string> => {
    const before = known.get(key) ?? new Set((direct.get(key) ?? []).flatMap((one) => [one, ...all(one)]));
    known.set(key, before);
    return before;
  };
  return all;
}

function comparableResource(resource: PlannedResource): PlannedResource {
  const isProvider = resource.type.startsWith("pulumi:providers:");
  const kept = Object.entries(resource.inputs).filter(
    ([key, value]) =>
      !ENGINE_ONLY.has(key) &&
      !(isProvider && key === "version") &&
      !(key === "name" && isMadeUp(value, resource)),
  );
  const inputs = sortedKeys(Object.fromEntries(kept.map(([key, value]) => [key, withoutReferences(value)])));
  const { aliases: _aliases, sources: _sources, options, ...rest } = resource;
  const told = options === undefined ? {} : optionsField({ ...options, deleteBeforeReplace: undefined });
  return { ...rest, inputs: inputs as JsonMap, ...told };
}

function isMadeUp(value: Json, { name }: PlannedResource): boolean {
  return typeof value === "string" && value.startsWith(name) && MADE_UP.test(value.slice(name.length));
}

function withoutReferences(value: Json): Json {
  if (typeof value === "string") return referredNames(value).length > 0 ? UNKNOWN : value;
  if (isList(value)) return value.map(withoutReferences);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutReferences(one)]));
}
