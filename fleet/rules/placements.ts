import type { Finding } from "../check.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { KnownIds } from "./known-ids.ts";
import { didYouMean } from "../read/issues.ts";
import { pairOf } from "../upgrade/succession.ts";

/** Placements outside a tenant's residency, on a cluster that leaves, or on one that another tenant has for itself. */
export function placementFindings(inventory: Inventory, ids: KnownIds): readonly Finding[] {
  const places = new Set(
    [...inventory.regions.values()].flatMap(({ id, jurisdiction }) => [id, jurisdiction]),
  );
  const allRead = inventory.regions.size === ids.regions.size;
  const tenantsOf = tenantsByCluster(inventory);
  return [...inventory.tenants.values()].flatMap((tenant) => [
    ...(allRead ? residencyFindings(tenant, places) : []),
    ...Object.entries(tenant.environments).flatMap(([name, { cluster }]) => [
      ...outsideFindings(inventory, tenant, name, cluster),
      ...sharingFindings(tenant, name, cluster, tenantsOf.get(cluster) ?? new Set()),
    ]),
  ]);
}

function tenantsByCluster(inventory: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const tenantsOf = new Map<string, Set<string>>();
  for (const { id, environments } of inventory.tenants.values()) {
    for (const { cluster } of Object.values(environments)) {
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
  name: string,
  clusterId: string,
): readonly Finding[] {
  const cluster = inventory.clusters.get(clusterId);
  const region = cluster === undefined ? undefined : inventory.regions.get(cluster.region);
  if (cluster === undefined || region === undefined) return [];
  const where = { file: `tenants/${tenant.id}.yaml`, at: ["environments", name, "cluster"] };
  const findings: Finding[] = [];
  const { residency } = tenant;
  if (residency !== undefined && !residency.includes(region.id) && !residency.includes(region.jurisdiction)) {
    const expected = `a cluster inside the tenant's residency (${residency.join(", ")})`;
    findings.push({ ...where, expected, got: `${clusterId} in ${region.id} (${region.jurisdiction})` });
  }
  const leaves = tenant.lifecycle === "retiring" || tenant.environments[name]?.retireAfter !== undefined;
  if (cluster.lifecycle === "retiring" && !leaves) {
    findings.push({ ...where, expected: "a cluster that stays", got: `${clusterId}, which is retiring` });
  }
  return findings;
}

function sharingFindings(
  tenant: Tenant,
  name: string,
  cluster: string,
  tenants: ReadonlySet<string>,
): readonly Finding[] {
  const others = [...tenants].filter((id) => id !== tenant.id);
  if (tenant.tier !== "dedicated-cluster" || others.length === 0) return [];
  const expected = "a cluster that no other tenant is placed on, for the tier is dedicated-cluster";
  const got = `${cluster}, shared with ${others.slice(0, 3).join(", ")}`;
  return [{ file: `tenants/${tenant.id}.yaml`, at: ["environments", name, "cluster"], expected, got }];
}
