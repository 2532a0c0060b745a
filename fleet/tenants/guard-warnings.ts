import type { Inventory } from "../inventory.ts";

/** Clusters whose admission lets pass what it should refuse: meant for the days before it refuses, and easily forgotten. */
export function guardWarnings({ clusters }: Pick<Inventory, "clusters">): readonly string[] {
  return [...clusters.values()]
    .filter(({ tenantGuards }) => tenantGuards === "audit")
    .map(
      ({ id }) =>
        `clusters/${id}.yaml: guards of tenants refuse nothing and only warn; take tenantGuards: audit out when nothing is left that they warn of`,
    );
}
