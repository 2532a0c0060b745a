import type { Plan } from "./plan.ts";

/** One stack of one side of a diff. The plan is read only when it has to be compared. */
export interface PlanSource {
  readonly stack: string;
  /** The same text on both sides means the same plan. @default - the plans are compared */
  readonly digest?: string;
  readonly read: () => Plan;
}

/** A plan that is at hand. */
export function sourceOf(plan: Plan): PlanSource {
  return { stack: plan.stack, read: () => plan };
}
