import type { Json } from "./plan.ts";
import { type Plan, type PlannedResource, resourceKey } from "./plan.ts";
import { type LeafChange, leafChanges, leaves } from "./leaves.ts";
import { replaces } from "./replacing.ts";

/** One resource that both plans have, and what differs. */
export interface ResourceChange {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  readonly leaves: readonly LeafChange[];
  /** Inputs that make the provider replace it, with the reason where it lies in another resource. */
  readonly causes: readonly string[];
}

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

/** Compares two plans of one stack, resource by resource, leaf by leaf. */
export function diffPlans(before: Plan, after: Plan): PlanDiff {
  const old = new Map(before.resources.map((one) => [resourceKey(one), one]));
  const now = new Map(after.resources.map((one) => [resourceKey(one), one]));
  const pairs = [...now].flatMap(([key, one]) => {
    const was = old.get(key);
    return was === undefined ? [] : [compared(was, one)];
  });
  const settled = withKnockOn(pairs);
  const replaced = settled.filter(({ causes }) => causes.length > 0);
  const changed = settled.filter((one) => one.causes.length === 0 && one.leaves.length > 0);
  return {
    stack: after.stack,
    replaced,
    deleted: before.resources.filter((one) => !now.has(resourceKey(one))),
    changed,
    added: after.resources.filter((one) => !old.has(resourceKey(one))),
    unchanged: settled.length - replaced.length - changed.length,
  };
}

/** True when nothing would happen. */
export function isEmpty({ replaced, deleted, changed, added }: PlanDiff): boolean {
  return replaced.length + deleted.length + changed.length + added.length === 0;
}

function compared(before: PlannedResource, after: PlannedResource): ResourceChange {
  const inputs = leafChanges(before.inputs, after.inputs);
  const causes = [...new Set(inputs.map(({ path }) => path))].filter((path) => replaces(after.type, path));
  // A provider of another account or region is another place: the resource cannot move there.
  const provider = leafChanges({ provider: before.provider ?? null }, { provider: after.provider ?? null });
  const options = leafChanges({ "(protect)": before.protect }, { "(protect)": after.protect });
  return { before, after, leaves: [...inputs, ...options, ...provider], causes };
}

/**
 * A replaced resource gets a new id, so whatever holds that id in an input that replaces is replaced too, and so on
 * until nothing more follows.
 */
function withKnockOn(pairs: readonly ResourceChange[]): readonly ResourceChange[] {
  const causes = new Map(pairs.map((one) => [one, [...one.causes]]));
  for (let grown = true; grown;) {
    grown = false;
    const replaced = new Set(
      [...causes].filter(([, list]) => list.length > 0).map(([{ after }]) => after.name),
    );
    for (const [pair, list] of causes) {
      if (list.length > 0) continue;
      const found = inheritedCauses(pair.after, replaced);
      if (found.length === 0) continue;
      list.push(...found);
      grown = true;
    }
  }
  return pairs.map((pair) => ({ ...pair, causes: causes.get(pair) ?? [] }));
}

function inheritedCauses(resource: PlannedResource, replaced: ReadonlySet<string>): readonly string[] {
  return leaves(resource.inputs as Json).flatMap(([path, value]) => {
    const name = typeof value === "string" ? /\$\{([^}]+)\.id\}/.exec(value)?.[1] : undefined;
    const follows = name !== undefined && replaced.has(name) && replaces(resource.type, path);
    return follows ? [`${path}, because ${name} is replaced`] : [];
  });
}
