import { diffPlans, isEmpty, type PlanDiff } from "./diff.ts";
import { ownFacts, type OwnFacts } from "./groups/own-facts.ts";
import type { Plan } from "./plan.ts";
import { type PlanSource, sourceOf } from "./plan-source.ts";
import type { PolicyChanges } from "./policy-changes.ts";
import type { ReleaseDiff } from "./rendered/release-diff.ts";

/** What happens to a stack as a whole: most stay; some have no entry on one of the two sides. */
export type Fate = "stays" | "comes" | "goes";

export interface StackDiff extends PlanDiff {
  readonly fate: Fate;
  /** What is the stack's own, such as its ranges. @default - only its name is known */
  readonly own?: OwnFacts;
}

/** What a change does to a fleet. */
export interface FleetDiff {
  /** Stacks with a change, in alphabetical order. */
  readonly changed: readonly StackDiff[];
  /** Number of stacks that stay as they are. */
  readonly unchanged: number;
  /** Names of these stacks, in alphabetical order. @default - nobody has kept them */
  readonly still?: readonly string[];
  /** What changes inside of releases. @default - nobody has looked */
  readonly charts?: readonly ReleaseDiff[];
  /** Environment of each cluster and cell, as the inventory says it. @default - as the tags in the plans say it */
  readonly environments?: ReadonlyMap<string, string>;
  /** Violations that come and go. @default - nobody has looked */
  readonly policy?: PolicyChanges;
}

/** Compares the plans of two revisions, stack by stack. */
export function diffFleets(before: readonly Plan[], after: readonly Plan[]): FleetDiff {
  return diffSides(before.map(sourceOf), after.map(sourceOf));
}

/** The same, and a stack with the same digest on both sides is not even read. */
export function diffSides(before: readonly PlanSource[], after: readonly PlanSource[]): FleetDiff {
  const old = new Map(before.map((source) => [source.stack, source]));
  const now = new Map(after.map((source) => [source.stack, source]));
  const stacks = [...new Set([...old.keys(), ...now.keys()])].sort();
  const diffs = stacks.map((stack) => stackDiff(stack, old.get(stack), now.get(stack)));
  const changed = diffs.filter((diff) => diff !== undefined);
  const still = stacks.filter((_, index) => diffs[index] === undefined);
  return { changed, unchanged: still.length, still };
}

/** Undefined for a stack that stays as it is. */
function stackDiff(
  stack: string,
  old: PlanSource | undefined,
  now: PlanSource | undefined,
): StackDiff | undefined {
  if (old?.digest !== undefined && old.digest === now?.digest) return undefined;
  const [was, is] = [old?.read(), now?.read()];
  const fate = was === undefined ? "comes" : is === undefined ? "goes" : "stays";
  const diff = diffPlans(was ?? empty(stack), is ?? empty(stack));
  return fate === "stays" && isEmpty(diff) ? undefined : { ...diff, fate, own: ownFacts(was, is) };
}

function empty(stack: string): Plan {
  return { schema: 1, stack, resources: [] };
}
