import { addOnsOf } from "../charts/add-ons.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { isMeant } from "./lock-names.ts";
import { provesTenantNames } from "./proven-names.ts";

/** Promises that nobody measures: an objective counts requests that come in from outside, where something counts them. */
export function sloWarnings(inventory: Inventory): readonly string[] {
  return [...inventory.tenants.values()].flatMap((tenant) => {
    if (tenant.slo === undefined) return [];
    const unmeasured = Object.entries(tenant.environments).flatMap(([name, { cluster: id }]) => {
      const cluster = inventory.clusters.get(id);
      const why = cluster === undefined ? undefined : whyNot(inventory, tenant, name, cluster);
      return why === undefined ? [] : [`${name}, where ${why}`];
    });
    if (unmeasured.length === 0) return [];
    return [`tenants/${tenant.id}.yaml: slo has no effect in ${unmeasured.join("; in ")}`];
  });
}

function whyNot(
  inventory: Inventory,
  { applications }: Tenant,
  environment: string,
  cluster: Cluster,
): string | undefined {
  if (!addOnsOf(cluster).includes("victoria-metrics")) return `${cluster.id} has no victoria-metrics`;
  if (!Object.values(applications).some((one) => isMeant(one, environment)))
    return "no application is public";
  if (!provesTenantNames(inventory, cluster)) return `${cluster.id} proves no names, so nothing is reached`;
  return undefined;
}
