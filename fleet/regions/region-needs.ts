import { addOnsOf } from "../charts/add-ons.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
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
    ...(dns?.public === true && issues ? (["zoneId"] as const) : []),
    ...(dns?.private === true && cluster.network.mode !== "external" ? (["privateZoneId"] as const) : []),
    ...servicesFromRegion({ regions }, cluster).map(endpointZoneOutput),
    ...(attaches && region?.transitGateway?.mode === "own" ? (["transitGatewayId"] as const) : []),
  ];
}

/** Whether ServiceAccounts get rights in AWS: where atoll makes the issuer, or the entry names one. */
function hasIdentity(cluster: Cluster): boolean {
  return launchesNodes(cluster) || cluster.oidc !== undefined;
}

/** Whether the cluster has what issues certificates, and a way to who signs them. */
export function usesCertificates(cluster: Cluster): boolean {
  return hasIdentity(cluster) && !isPrivateOnly(cluster) && addOnsOf(cluster).includes("cert-manager");
}
