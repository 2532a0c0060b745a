import type { Inventory, Tenant } from "../inventory.ts";
import { pairOf } from "../upgrade/pair.ts";
import { tenantHomes } from "./tenant-homes.ts";

type Tenants = ReadonlyMap<string, Tenant>;

/** Ids of tenants by the cluster that one of their places names; built once for a fleet of thousands. */
const known = new WeakMap<Tenants, ReadonlyMap<string, ReadonlySet<string>>>();

/** Tenants with a place, or a standby, in a cluster or in the other of its pair; in the order of the inventory. */
export function hostedTenants(inventory: Pick<Inventory, "tenants" | "clusters">, cluster: string): Tenants {
  const { tenants } = inventory;
  const index = known.get(tenants) ?? byCluster(tenants);
  known.set(tenants, index);
  const ids = new Set(pairOf(inventory, cluster).flatMap((one) => [...(index.get(one) ?? [])]));
  // A cluster has some of them, a fleet thousands: only those are looked at.
  const hosted = [...ids].flatMap((id) => {
    const tenant = tenants.get(id);
    return tenant === undefined ? [] : [[id, tenant] as const];
  });
  return new Map(hosted.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byCluster(tenants: Tenants): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const [id, tenant] of tenants)
    for (const { cluster } of tenantHomes(tenant))
      index.set(cluster, (index.get(cluster) ?? new Set()).add(id));
  return index;
}
