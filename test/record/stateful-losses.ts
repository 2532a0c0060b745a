import { losesData } from "../../fleet/replacement/stateful.ts";
import { diffPlans } from "../../plan/diff.ts";
import { type Plan, resourceKey } from "../../plan/plan.ts";
import { referredNames } from "../../plan/references.ts";

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
  const { replaced, deleted } = diffPlans(before, after);
  return [
    ...replaced
      .filter((change) => losesData(change.before.type))
      .map(({ before: was, causes }) => ({ key: resourceKey(was), loss: "replaced" as const, causes })),
    ...deleted
      .filter(({ type }) => losesData(type))
      .map((was) => ({ key: resourceKey(was), loss: "deleted" as const, causes: [] })),
  ];
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
