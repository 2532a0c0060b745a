import { apiVersionReplaces, fieldReplaces } from "../fleet/kubernetes-replacement.ts";
import { losesData } from "../fleet/stateful.ts";
import { diffPlans } from "./diff.ts";
import { type Plan, resourceKey } from "./plan.ts";
import { parsedPath } from "./property-path.ts";
import { referredNames } from "./references.ts";
import type { ResourceChange } from "./resource-change.ts";

/** A resource whose data an update would take away. */
export interface StatefulLoss {
  /** Key of the resource as it was. */
  readonly key: string;
  readonly loss: "replaced" | "deleted";
  /** Inputs that make the engine replace it. */
  readonly causes: readonly string[];
}

/** Resources with data, or impossible to have again, that an update from one plan to the other replaces or deletes. */
export function statefulLosses(before: Plan, after: Plan): readonly StatefulLoss[] {
  const { replaced, deleted, changed } = diffPlans(before, after);
  const rebuilt = [...replaced, ...changed].map((change) => ({
    was: change.before,
    causes: [...change.causes, ...objectCauses(change)],
  }));
  return [
    ...rebuilt
      .filter(({ was, causes }) => causes.length > 0 && losesData(was.type))
      .map(({ was, causes }) => ({ key: resourceKey(was), loss: "replaced" as const, causes })),
    ...deleted
      .filter(({ type }) => losesData(type))
      .map((was) => ({ key: resourceKey(was), loss: "deleted" as const, causes: [] })),
  ];
}

/** Paths that make the Kubernetes provider replace an object; a plan's diff knows those of AWS. */
function objectCauses({ before, leaves }: ResourceChange): readonly string[] {
  const { apiVersion, kind } = before.inputs;
  if (!before.type.startsWith("kubernetes:") || typeof apiVersion !== "string" || typeof kind !== "string")
    return [];
  const object = { apiVersion, kind, immutable: before.inputs["immutable"] === true, dataMayChange: true };
  return leaves
    .filter(({ path, after }) => {
      const keys = parsedPath(path);
      if (path === "apiVersion") return typeof after === "string" && apiVersionReplaces(apiVersion, after);
      return !path.startsWith("(") && fieldReplaces(object, keys);
    })
    .map(({ path }) => path);
}

/** Resources of a plan that an update must not lose, by key. */
export function statefulKeys({ resources }: Plan): readonly string[] {
  return resources
    .filter(({ type }) => losesData(type))
    .map(resourceKey)
    .sort();
}

/** The part of a plan that decides the fate of such resources: themselves, and whatever replaces them when it is replaced. */
export function statefulCore(plan: Plan): Plan {
  const byKey = new Map(plan.resources.map((one) => [resourceKey(one), one]));
  const byName = Map.groupBy(plan.resources, ({ name }) => name);
  const kept = new Set(plan.resources.filter(({ type }) => losesData(type)));
  // The set grows while it is walked: each resource is looked at once.
  for (const { provider = "", inputs, sources = {}, options = {} } of kept) {
    const keys = [provider, ...(options.replaceWith ?? []), ...Object.values(sources).flat()];
    const named = referredNames(JSON.stringify(inputs)).flatMap((name) => byName.get(name) ?? []);
    for (const one of [...keys.flatMap((key) => byKey.get(key) ?? []), ...named]) kept.add(one);
  }
  return { ...plan, resources: plan.resources.filter((one) => kept.has(one)) };
}
