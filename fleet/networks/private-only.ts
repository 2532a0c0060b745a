import {
  type EndpointServiceName,
  LAUNCHER_ENDPOINTS,
  NODE_ENDPOINTS,
} from "../regions/endpoint-services.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { servicesFromRegion } from "../regions/shared-endpoints.ts";

/** Whether nothing in a cluster's network can open a connection to the internet. */
export function isPrivateOnly({ network }: Pick<Cluster, "network">): boolean {
  return network.mode === "create" && network.egress === "private-only";
}

/** Services that a cluster must reach by endpoints when it has no way out, sorted. */
export function neededEndpoints({ nodes }: Pick<Cluster, "nodes">): readonly EndpointServiceName[] {
  return [...NODE_ENDPOINTS, ...LAUNCHER_ENDPOINTS[nodes.autoscaler]].sort();
}

/** Those of them that a cluster without a way out reaches neither by endpoints of its own nor by those of its region. */
export function missingEndpoints(
  inventory: Pick<Inventory, "regions">,
  cluster: Cluster,
): readonly EndpointServiceName[] {
  const { network } = cluster;
  if (network.mode !== "create" || !isPrivateOnly(cluster)) return [];
  const reached: readonly string[] = [
    ...network.interfaceEndpoints,
    ...servicesFromRegion(inventory, cluster),
  ];
  return neededEndpoints(cluster).filter((service) => !reached.includes(service));
}
