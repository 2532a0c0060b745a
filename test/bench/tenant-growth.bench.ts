import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "../record/sample-fleet.ts";
import type { BenchRow } from "./row.ts";

const CLUSTERS = ["one", "two", "three"];
const SIZES = [3, 30, 300, 3_000];

const GROUND = sampleFleet(Object.fromEntries(CLUSTERS.map((id) => [id, {}])));

const entryIn = (id: string, cluster: string): Tenant =>
  placedTenant(id, {
    displayName: id,
    tier: "pooled",
    size: "small",
    environments: { live: { cluster } },
  });

/** A fleet of that many tenants, the same number in each cluster. */
function fleetOf(count: number, ...more: readonly Tenant[]): Fleet {
  const tenants = Array.from({ length: count }, (_, index) =>
    entryIn(`t${index}`, CLUSTERS[index % CLUSTERS.length] ?? ""),
  );
  return { ...GROUND, tenants: new Map([...more, ...tenants].map((one) => [one.id, one])) };
}

/** What a tenant more changes, in all stacks of fleets of four sizes. */
export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) {
    const fleet = fleetOf(size);
    const stacks = stackEntries(fleet);
    const after = fleetOf(size, entryIn("a-new-one", "two"));
    const { changed } = diffFleets(await planStacks(fleet, stacks), await planStacks(after, stacks));
    const added = changed.reduce((sum, one) => sum + one.added.length, 0);
    const others = changed.reduce(
      (sum, one) => sum + one.changed.length + one.replaced.length + one.deleted.length,
      0,
    );
    const what = `a tenant more in a fleet of ${size.toLocaleString("en")}`;
    rows.push(
      { name: `${what}: resources added`, value: added, unit: "", bar: "the same in each fleet" },
      { name: `${what}: others changed`, value: others, unit: "", bar: "0" },
      { name: `${what}: stacks with changes`, value: changed.length, unit: `of ${stacks.length}`, bar: "1" },
    );
  }
  return rows;
}
