import type { Inventory } from "../inventory.ts";
import { cellStack } from "../names.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { pairOf } from "../upgrade/pair.ts";

/** Stacks that have slices of a tenant, sorted; none for one that is not there. */
export function hostStacks(
  inventory: Pick<Inventory, "clusters" | "tenants">,
  tenant: string,
): readonly string[] {
  const entry = inventory.tenants.get(tenant);
  const homes = entry === undefined ? [] : tenantHomes(entry);
  const stacks = homes.flatMap(({ cluster, cell }) =>
    pairOf(inventory, cluster).map((id) => (cell === undefined ? id : cellStack(id, cell))),
  );
  return [...new Set(stacks)].sort();
}
