import type { PlanSource } from "../plan-source.ts";
import type { PlanTotals } from "../summary.ts";

/** A stack that was planned: what is asked of all of them is at hand, the plan itself is read when somebody wants it. */
export interface PlannedStack extends PlanSource {
  readonly digest: string;
  readonly totals: PlanTotals;
  /** Whether it was planned before, and nothing that it stands on has changed. */
  readonly isKnown: boolean;
}
