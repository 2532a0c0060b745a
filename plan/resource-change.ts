import type { LeafChange } from "./leaves.ts";
import type { PlannedResource } from "./plan.ts";

/** One resource that both plans have, and what happens to it. */
export interface ResourceChange {
  readonly before: PlannedResource;
  readonly after: PlannedResource;
  readonly leaves: readonly LeafChange[];
  /** Inputs that make the engine replace it, with the reason where it lies in another resource. */
  readonly causes: readonly string[];
  /** Inputs that change in place because another resource is replaced. */
  readonly follows: readonly string[];
}
