import type { Fleet } from "../../fleet/inventory.ts";

/** What a thread is started with. */
export interface WorkerData {
  readonly fleet: Fleet;
  readonly store: { readonly folder: string; readonly program: string };
}
