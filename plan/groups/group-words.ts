import { counted, countsOf, countsText } from "../diff-words.ts";
import type { FleetDiff } from "../fleet-diff.ts";
import type { DiffGroup } from "./groups.ts";

/** Most stacks without changes that are named. */
const MOST_STILL = 20;

/** `prod (+295): 1 replaced, 2 changed`; of a single stack, also how many resources stay as they are. */
export function groupTitle(group: DiffGroup): string {
  const { shown, members, isOfTenants } = group;
  const counts = countsText(countsOf(shown));
  const what = counts === "" ? "no resources" : counts;
  if (members.length > 1) return `${shown.stack}: ${what} in each`;
  return `${shown.stack}: ${what}${isOfTenants ? "" : `, ${shown.unchanged} unchanged`}`;
}

/** `296 stacks`, `40 environments of tenants in 3 stacks`. */
export function groupSize({ members, stacks, isOfTenants }: DiffGroup): string {
  if (!isOfTenants) return counted(members.length, "stack");
  const environments = members.length === 1 ? "1 environment" : `${members.length} environments`;
  return `${environments} of tenants in ${counted(stacks.length, "stack")}`;
}

/** All members: stacks by name, environments of tenants by the stack they lie in. */
export function membersText({ members, isOfTenants }: DiffGroup): string {
  if (!isOfTenants) return members.join(", ");
  const parts = members.map((member) => member.split(" in ") as [string, string]);
  const byStack = Map.groupBy(parts, ([, stack]) => stack);
  return [...byStack]
    .map(([stack, found]) => `${stack} (${found.map(([name]) => name).join(", ")})`)
    .join(", ");
}

/** Groups of more than one member, and what stands alone. */
export function groupsSummary(groups: readonly DiffGroup[]): string | undefined {
  const alike = groups.filter(({ members }) => members.length > 1);
  if (alike.length === 0) return undefined;
  const alone = groups.length - alike.length;
  const told = alike.map(groupSize);
  const rest = alone === 0 ? "nothing differs" : `${alone} ${alone === 1 ? "differs" : "differ"}`;
  return `the same changes in ${told.join("; others in ")}; ${rest}`;
}

/** Stacks that stay as they are, by name where others change alike: one of these may have been forgotten. */
export function stillText({ unchanged, still = [] }: FleetDiff, groups: readonly DiffGroup[]): string {
  const text = `${counted(unchanged, "stack")} without changes`;
  const isNamed = groups.some(({ members }) => members.length > 1) && still.length > 0;
  if (!isNamed) return text;
  const more = still.length > MOST_STILL ? ` and ${still.length - MOST_STILL} more` : "";
  return `${text}: ${still.slice(0, MOST_STILL).join(", ")}${more}`;
}

/** Environments of tenants that nothing touches, where others of them change alike; undefined for none. */
export function stillTenantsText({ changed }: FleetDiff, groups: readonly DiffGroup[]): string | undefined {
  const alike = groups.filter(({ members, isOfTenants }) => isOfTenants && members.length > 1);
  if (alike.length === 0) return undefined;
  const touched = new Set(groups.flatMap(({ members, isOfTenants }) => (isOfTenants ? members : [])));
  const all = changed
    .filter(({ fate }) => fate === "stays")
    .flatMap(({ stack, own }) => (own?.slices ?? []).map(({ name }) => `${name} in ${stack}`));
  const still = all.filter((name) => !touched.has(name)).sort();
  if (still.length === 0) return undefined;
  const more = still.length > MOST_STILL ? ` and ${still.length - MOST_STILL} more` : "";
  const count = still.length === 1 ? "1 environment" : `${still.length} environments`;
  return `${count} of tenants in these stacks without changes: ${still.slice(0, MOST_STILL).join(", ")}${more}`;
}
