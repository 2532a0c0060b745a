import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";

/** Which zone holds a cluster's names: that of its region or that of the fleet in Route 53, or the fleet's at Cloudflare. */
export type NameZoneKind = "region" | "fleet" | "cloudflare";

type Zones = Pick<Inventory, "settings" | "regions">;

/** Whether ServiceAccounts get rights in AWS: where atoll makes the issuer, or the entry names one. */
export function hasIdentity(cluster: Cluster): boolean {
  return launchesNodes(cluster) || cluster.oidc !== undefined;
}

/**
 * The zone in which names below a cluster's own are written by pods of it; none where it has no way to who answers for
 * the zone, no right in it, or where nobody named one.
 */
export function nameZoneOf(inventory: Zones, cluster: Cluster): NameZoneKind | undefined {
  // Neither Route 53 nor Cloudflare has an endpoint in a network.
  if (isPrivateOnly(cluster)) return undefined;
  const { settings, regions } = inventory;
  if (regions.get(cluster.region)?.dns.public === true) return hasIdentity(cluster) ? "region" : undefined;
  if (settings.cloudflare !== undefined) return "cloudflare";
  return holdsFleetZone(inventory, cluster) && hasIdentity(cluster) ? "fleet" : undefined;
}

/** Whether the fleet's zone in Route 53 is in the account of the cluster: rights of pods end there. */
export function holdsFleetZone({ settings, regions }: Zones, cluster: Cluster): boolean {
  const { hostedZone } = settings;
  return hostedZone !== undefined && hostedZone.account === regions.get(cluster.region)?.account;
}
