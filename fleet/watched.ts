import { addOnsOf } from "./charts/add-ons.ts";
import type { Cluster } from "./inventory.ts";
import { isNetworkAlone } from "./networks/network-alone.ts";
import type { FleetSettings } from "./schema/fleet.ts";

/** Whether a cluster has what watches it. Nothing runs in one of which only the network is ours. */
export function isWatched(cluster: Cluster): boolean {
  return !isNetworkAlone(cluster) && addOnsOf(cluster).includes("victoria-metrics");
}

/** Whether anybody is told of what is critical in clusters of an environment. */
export function hearsCritical(
  { alertRoutes, environments }: Pick<FleetSettings, "alertRoutes" | "environments">,
  environment: Cluster["environment"],
): boolean {
  const names = environments[environment]?.alerts ?? [];
  return names.some((name) => alertRoutes[name]?.severities.includes("critical") === true);
}
