import { type Fault, InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlanRecord, PlanStore } from "../cache/plan-store.ts";
import { planView } from "./plan-view.ts";

/** What is answered to the name of a stack: its record, what is wrong with the input, or a bug of the program. */
export type WorkerAnswer =
  | { readonly stack: string; readonly record: PlanRecord }
  | { readonly stack: string; readonly faults: readonly Fault[] }
  | { readonly stack: string; readonly failure: string };

/** Plans a stack and keeps its plan. */
export async function answered(store: PlanStore, fleet: Fleet, stack: string): Promise<WorkerAnswer> {
  try {
    const { record, text } = await planView(fleet, stack);
    return { stack, record: store.keep(record, text) };
  } catch (error) {
    if (error instanceof InputError) return { stack, faults: error.faults };
    return { stack, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
