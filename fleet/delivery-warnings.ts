import { addOnsOf } from "./charts/add-ons.ts";
import type { Inventory } from "./inventory.ts";

/** Applications that nobody brings: their entries say where they come from, and their clusters have no Argo CD. */
export function deliveryWarnings({
  tenants,
  clusters,
}: Pick<Inventory, "tenants" | "clusters">): readonly string[] {
  return [...tenants.values()].flatMap(({ id, applications, environments }) =>
    Object.entries(environments).flatMap(([environment, placement]) => {
      const cluster = clusters.get(placement.cluster);
      if (cluster === undefined || addOnsOf(cluster).includes("argo-cd")) return [];
      const names = Object.entries(applications)
        .filter(([, one]) => one.environments?.includes(environment) ?? true)
        .map(([name]) => name);
      if (names.length === 0) return [];
      const remedy = `switch addOns.argo-cd on in clusters/${cluster.id}.yaml, or leave ${environment} out of their environments`;
      return [
        `tenants/${id}.yaml: nothing deploys ${names.join(", ")} to ${environment}: ${cluster.id} has no argo-cd; ${remedy}`,
      ];
    }),
  );
}
