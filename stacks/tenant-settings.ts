import type { TenantSettings } from "../components/tenant/settings.ts";
import { addOnsOf } from "../fleet/charts/add-ons.ts";
import type { Cluster, Fleet, Tenant } from "../fleet/inventory.ts";
import { tenantGroup, tenantNamespace } from "../fleet/names.ts";
import { isKept, pairOf } from "../fleet/upgrade/succession.ts";
import { slaSettings } from "../fleet/sla.ts";

/** A slice, by the name of its namespace, which names its component too. */
export interface NamedSlice {
  readonly name: string;
  readonly settings: TenantSettings;
}

/**
 * Every slice that lives in a cluster, each a function of its tenant's entry and the cluster's alone. What retires is
 * there until its entry is gone, which the loader allows from its date on; only its protection ends before. Of a pair of
 * which one takes the other's place, both have every slice: only where a namespace stands can data and traffic come.
 */
export function tenantSlices(fleet: Fleet, cluster: Cluster): readonly NamedSlice[] {
  const carried = new Set(pairOf(fleet, cluster.id));
  return [...fleet.tenants.values()].flatMap((tenant) =>
    Object.entries(tenant.environments)
      .filter(([, placement]) => carried.has(placement.cluster))
      .map(([environment]) => namedSlice(fleet, cluster, tenant, environment)),
  );
}

function namedSlice(fleet: Fleet, cluster: Cluster, tenant: Tenant, environment: string): NamedSlice {
  const { id, tier, size, groups } = tenant;
  const leaves =
    tenant.lifecycle === "retiring" || tenant.environments[environment]?.retireAfter !== undefined;
  return {
    name: tenantNamespace(id, environment),
    settings: {
      tenant: id,
      environment,
      tier,
      size,
      developers: groups.developers ?? [tenantGroup(id, "developers")],
      viewers: groups.viewers ?? [tenantGroup(id, "viewers")],
      ...(addOnsOf(cluster).includes("istio-ambient") ? { mesh: true } : {}),
      protect: (slaSettings(cluster).protect || isKept(fleet, cluster)) && !leaves,
    },
  };
}
