import { addOnsOf } from "../charts/add-ons.ts";
import type { Inventory } from "../inventory.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";

/** Clusters with the scaler of requests, through which no request of a tenant goes: their routes lead to Services. */
export function httpScalerWarnings({
  clusters,
  tenants,
}: Pick<Inventory, "clusters" | "tenants">): readonly string[] {
  const homes = new Set(
    [...tenants.values()].flatMap((one) => tenantHomes(one).map(({ cluster }) => cluster)),
  );
  const remedy = "to scale by requests, say scaling.http, which needs traefik and victoria-metrics alone";
  return [...clusters.values()]
    .filter((cluster) => homes.has(cluster.id) && addOnsOf(cluster).includes("keda-http"))
    .map(
      ({ id }) =>
        `clusters/${id}.yaml: keda-http holds no request for tenants, whose routes pass it by; ${remedy}`,
    );
}
