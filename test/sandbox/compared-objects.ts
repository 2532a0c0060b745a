import type { Json } from "../../plan/json.ts";
import { leafChanges } from "../../plan/leaves.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { exportState } from "../../sandbox/engine/state.ts";

/** What the API server holds of the platform and the tenants of one cluster: `<type> <name>` -> the object. */
export type WorkloadObjects = ReadonlyMap<string, Json>;

/** Components whose objects are the same on every kind of cluster. */
const WORKLOADS = /atoll:(platform:Platform|tenant:TenantSlice)\$/;

/** Fields of an object that its API server or the provider makes up. */
const MADE_UP = [
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "managedFields",
  "generation",
  "status",
].concat("__fieldManager", "__initialApiVersion");

/** Names that differ from one cluster to the other, each with what stands for it. */
export type Names = Readonly<Record<string, string>>;

/** The objects of a stack's platform and tenants, as its API server answered, with other words for some names. */
export async function workloadObjects(
  sandbox: Sandbox,
  stack: string,
  names: Names,
): Promise<WorkloadObjects> {
  const { resources = [] } = await exportState(sandbox, stack);
  const own = resources.filter(({ type, urn }) => type.startsWith("kubernetes:") && WORKLOADS.test(urn));
  return new Map(
    own.map(({ type, urn, outputs }): [string, Json] => {
      const name = renamed(urn.slice(urn.lastIndexOf("::") + 2), names);
      return [`${type.slice("kubernetes:".length)} ${name}`, cleaned(outputs as Json, names)];
    }),
  );
}

function renamed(text: string, names: Names): string {
  return Object.entries(names).reduce((all, [name, other]) => all.replaceAll(name, other), text);
}

function cleaned(value: Json, names: Names): Json {
  if (typeof value === "string") return renamed(value, names);
  if (Array.isArray(value)) return value.map((one: Json) => cleaned(one, names));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value as Readonly<Record<string, Json>>).filter(
    ([key]) => !MADE_UP.includes(key),
  );
  return Object.fromEntries(kept.map(([key, one]) => [renamed(key, names), cleaned(one, names)]));
}

/** Everything that differs, one line each: `<object> <path>: <one> | <other>`. */
export function differences(one: WorkloadObjects, other: WorkloadObjects): readonly string[] {
  const keys = [...new Set([...one.keys(), ...other.keys()])].sort();
  return keys.flatMap((key) =>
    leafChanges(one.get(key) ?? null, other.get(key) ?? null).map(
      ({ path, before, after }) => `${key} ${path}: ${JSON.stringify(before)} | ${JSON.stringify(after)}`,
    ),
  );
}
