import { diffPlans, isEmpty, type PlanDiff } from "./diff.ts";
import type { Plan } from "./plan.ts";
import type { ReleaseDiff } from "./rendered/release-diff.ts";

/** What happens to a stack as a whole: most stay; some have no entry on one of the two sides. */
export type Fate = "stays" | "comes" | "goes";

export interface StackDiff extends PlanDiff {
  readonly fate: Fate;
}

/** What a change does to a fleet. */
export interface FleetDiff {
  /** Stacks with a change, in alphabetical order. */
  readonly changed: readonly StackDiff[];
  /** Number of stacks that stay as they are. */
  readonly unchanged: number;
  /** What changes inside of releases. @default - nobody has looked */
  readonly charts?: readonly ReleaseDiff[];
}

/** Compares the plans of two revisions, stack by stack. */
export function diffFleets(before: readonly Plan[], after: readonly Plan[]): FleetDiff {
  const old = new Map(before.map((plan) => [plan.stack, plan]));
  const now = new Map(after.map((plan) => [plan.stack, plan]));
  const stacks = [...new Set([...old.keys(), ...now.keys()])].sort();
  const diffs = stacks.map((stack): StackDiff => {
    const [was, is] = [old.get(stack), now.get(stack)];
    const fate = was === undefined ? "comes" : is === undefined ? "goes" : "stays";
    return { ...diffPlans(was ?? empty(stack), is ?? empty(stack)), fate };
  });
  const changed = diffs.filter((diff) => diff.fate !== "stays" || !isEmpty(diff));
  return { changed, unchanged: diffs.length - changed.length };
}

function empty(stack: string): Plan {
  return { schema: 1, stack, resources: [] };
}
