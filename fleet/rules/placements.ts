import type { Finding } from "../check.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { KnownIds } from "./known-ids.ts";
import { type TenantHome, tenantHomes } from "../placement/tenant-homes.ts";
import { didYouMean } from "../read/issues.ts";
import { pairOf } from "../upgrade/pair.ts";

/** Placements outside a tenant's residency, on a cluster that leaves, or on one that another tenant has for itself. */
export function placementFindings(inventory: Inventory, ids: KnownIds): readonly Finding[] {
  const places = new Set(
    [...inventory.regions.values()].flatMap(({ id, jurisdiction }) => [id, jurisdiction]),
  );
  const allRead = inventory.regions.size === ids.regions.size;
  const tenantsOf = tenantsByCluster(inventory);
  return [...inventory.tenants.values()].flatMap((tenant) => [
    ...(allRead ? residencyFindings(tenant, places) : []),
    ...tenantHomes(tenant).flatMap((home) => [
      ...outsideFindings(inventory, tenant, home),
      ...sharingFindings(tenant, home, tenantsOf.get(home.cluster) ?? new Set()),
    ]),
  ]);
}

function tenantsByCluster(inventory: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const tenantsOf = new Map<string, Set<string>>();
  for (const tenant of inventory.tenants.values()) {
    const { id } = tenant;
    for (const { cluster } of tenantHomes(tenant)) {
      for (const one of pairOf(inventory, cluster))
        tenantsOf.set(one, (tenantsOf.get(one) ?? new Set()).add(id));
    }
  }
  return tenantsOf;
}

function residencyFindings(tenant: Tenant, places: ReadonlySet<string>): readonly Finding[] {
  const file = `tenants/${tenant.id}.yaml`;
  return (tenant.residency ?? []).flatMap((place, index) => {
    if (places.has(place)) return [];
    const hint = didYouMean(place, [...places]);
    const expected = "a region or jurisdiction of this fleet";
    return [{ file, at: ["residency", index], expected, ...(hint === undefined ? {} : { hint }) }];
  });
}

function outsideFindings(
  inventory: Inventory,
  tenant: Tenant,
  { at, cluster: clusterId, retireAfter }: TenantHome,
): readonly Finding[] {
  const cluster = inventory.clusters.get(clusterId);
  const region = cluster === undefined ? undefined : inventory.regions.get(cluster.region);
  if (cluster === undefined || region === undefined) return [];
  const where = { file: `tenants/${tenant.id}.yaml`, at };
  const findings: Finding[] = [];
  const { residency } = tenant;
  if (residency !== undefined && !residency.includes(region.id) && !residency.includes(region.jurisdiction)) {
    const expected = `a cluster inside the tenant's residency (${residency.join(", ")})`;
    findings.push({ ...where, expected, got: `${clusterId} in ${region.id} (${region.jurisdiction})` });
  }
  const leaves = tenant.lifecycle === "retiring" || retireAfter !== undefined;
  if (cluster.lifecycle === "retiring" && !leaves) {
    findings.push({ ...where, expected: "a cluster that stays", got: `${clusterId}, which is retiring` });
  }
  return findings;
}

function sharingFindings(
  tenant: Tenant,
  { at, cluster }: TenantHome,
  tenants: ReadonlySet<string>,
): readonly Finding[] {
  const others = [...tenants].filter((id) => id !== tenant.id);
  if (tenant.tier !== "dedicated-cluster" || others.length === 0) return [];
  const expected = "a cluster that no other tenant is placed on, for the tier is dedicated-cluster";
  const got = `${cluster}, shared with ${others.slice(0, 3).join(", ")}`;
  return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got }];
}
