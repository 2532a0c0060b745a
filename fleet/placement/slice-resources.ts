import type { AddOnName } from "../charts/add-ons.ts";
import counts from "./slice-counts.json" with { type: "json" };

/** Resources that something takes of a stack: in every cluster, and beside that where one has an add-on. */
export interface SliceCount {
  readonly always: number;
  readonly addOns: Readonly<Partial<Record<AddOnName, number>>>;
}

/** What a slice is counted by. */
export type CountedThing = "environment" | "application" | "database";

/** At most so many by each; `slice-resources.test.ts` writes them from the plan of a slice, with every part of it. */
export const SLICE_COUNTS: Readonly<Record<CountedThing, SliceCount>> = counts;

/** What every slice takes, its component included, in a cluster without any add-on. */
export const SLICE_RESOURCES = SLICE_COUNTS.environment.always;

/** Names by which an environment is found, and all its applications: a record each, where the fleet has a zone. */
const RECORDS = { environment: 1, applications: 1 };

/**
 * Resources that one environment takes of a stack, its component and its record included: never fewer than it has.
 *
 * @param applications Number of its applications.
 * @param databases Number of its databases.
 */
export function sliceResources(
  addOns: ReadonlySet<AddOnName>,
  { applications, databases }: { readonly applications: number; readonly databases: number },
): number {
  const each = (thing: CountedThing): number => countOf(SLICE_COUNTS[thing], addOns);
  const records = RECORDS.environment + (applications > 0 ? RECORDS.applications : 0);
  return each("environment") + records + applications * each("application") + databases * each("database");
}

function countOf({ always, addOns: byAddOn }: SliceCount, addOns: ReadonlySet<AddOnName>): number {
  return Object.entries(byAddOn).reduce(
    (sum, [name, count]) => (addOns.has(name as AddOnName) ? sum + count : sum),
    always,
  );
}
