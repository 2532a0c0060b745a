import { addOnsOf } from "../charts/add-ons.ts";
import { hasIdentity, nameZoneOf } from "../dns/name-zone.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import { storesOf } from "./object-stores.ts";
import { endpointZoneOutput, type RegionOutput } from "./region-outputs.ts";
import { servicesFromRegion } from "./shared-endpoints.ts";

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
    ...(dns?.public === true && (issues || writesNames({ settings, regions }, cluster))
      ? (["zoneId"] as const)
      : []),
    ...(dns?.private === true && cluster.network.mode !== "external" ? (["privateZoneId"] as const) : []),
    ...(keepsObjects({ regions }, cluster) ? (["dataKeyArn"] as const) : []),
    ...servicesFromRegion({ regions }, cluster).map(endpointZoneOutput),
    ...(attaches && region?.transitGateway?.mode === "own" ? (["transitGatewayId"] as const) : []),
  ];
}

/** Whether pods of the cluster write names into the region's public zone. */
function writesNames(inventory: Pick<Inventory, "settings" | "regions">, cluster: Cluster): boolean {
  return nameZoneOf(inventory, cluster) === "region" && addOnsOf(cluster).includes("external-dns");
}

/** Whether add-ons of the cluster keep objects in a bucket of its region, for which they need its key. */
function keepsObjects({ regions }: Pick<Inventory, "regions">, cluster: Cluster): boolean {
  const buckets = regions.get(cluster.region)?.buckets;
  return hasIdentity(cluster) && storesOf(cluster).some((name) => buckets?.[name] !== undefined);
}

/** Whether the cluster has what issues certificates, and a way to who signs them. */
export function usesCertificates(cluster: Cluster): boolean {
  return hasIdentity(cluster) && !isPrivateOnly(cluster) && addOnsOf(cluster).includes("cert-manager");
}
