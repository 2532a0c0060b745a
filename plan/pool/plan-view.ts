import type { Fleet } from "../../fleet/inventory.ts";
import { stackView } from "../../fleet/stack-view.ts";
import { factDigest, textDigest } from "../cache/fact-digest.ts";
import type { PlanRecord } from "../cache/plan-store.ts";
import { watchedFleet } from "../cache/watched-fleet.ts";
import { planText } from "../canonical.ts";
import { planStack } from "../plan-stack.ts";
import { planTotals } from "../summary.ts";

/** A plan, and what it stands on. */
export interface ViewPlan {
  readonly text: string;
  readonly record: Omit<PlanRecord, "schema" | "program">;
}

/** Plans a stack by no more of the fleet than it has to know, and tells what the program has read of that. */
export async function planView(fleet: Fleet, stack: string): Promise<ViewPlan> {
  const view = stackView(fleet, stack);
  const paths = new Set<string>();
  const plan = await planStack(
    watchedFleet(view, (path) => paths.add(path)),
    stack,
  );
  const text = planText(plan);
  const reads = [...paths].sort().map((path): [string, string] => [path, factDigest(view, path)]);
  return { text, record: { stack, reads, digest: textDigest(text), totals: planTotals(plan) } };
}
