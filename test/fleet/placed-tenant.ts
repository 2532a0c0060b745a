import type { Placement, Tenant } from "../../fleet/inventory.ts";
import { tenantSchema } from "../../fleet/schema/tenant.ts";

/** A tenant whose entry names a cluster for each of its environments. */
export function placedTenant(id: string, entry: unknown): Tenant {
  const { environments, ...tenant } = tenantSchema.parse(entry);
  const placed = Object.entries(environments).map(
    ([name, { cluster, standby: _, ...one }]): [string, Placement] => {
      if (cluster === undefined) throw new Error(`${name} of ${id} names no cluster`);
      return [name, { ...one, cluster }];
    },
  );
  return { ...tenant, id, environments: Object.fromEntries(placed) };
}
