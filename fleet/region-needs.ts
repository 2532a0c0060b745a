import { addOnsOf } from "./add-ons.ts";
import type { Cluster, Inventory } from "./inventory.ts";
import type { RegionOutput } from "./region-outputs.ts";

/** What a cluster's stack reads of its region's: nothing where no word asks for it, so that neither waits for the other. */
export function regionNeeds(
  { settings, regions }: Pick<Inventory, "settings" | "regions">,
  cluster: Cluster,
): readonly RegionOutput[] {
  const region = regions.get(cluster.region);
  const dns = region?.dns;
  const attaches = cluster.network.mode === "create" && cluster.network.transitGateway;
  const issues = settings.certificates !== undefined && usesCertificates(cluster);
  return [
    ...(dns?.public === true && issues ? (["zoneId"] as const) : []),
    ...(dns?.private === true ? (["privateZoneId"] as const) : []),
    ...(attaches && region?.transitGateway?.mode === "own" ? (["transitGatewayId"] as const) : []),
  ];
}

/** Whether the cluster has what issues certificates. */
export function usesCertificates(cluster: Cluster): boolean {
  return cluster.kind === "eks" && addOnsOf(cluster).includes("cert-manager");
}
