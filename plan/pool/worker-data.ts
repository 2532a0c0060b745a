import type { Fleet } from "../../fleet/inventory.ts";

/** What a thread is told before the first stack. */
export interface WorkerData {
  readonly fleet: Fleet;
  readonly store: { readonly folder: string; readonly program: string };
}
