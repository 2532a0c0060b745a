import { addOnsOf } from "../charts/add-ons.ts";
import { pullsThroughRegion } from "../charts/image-source.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "./private-only.ts";
import { ecrRegion } from "../charts/registries.ts";
import { usesEndpoints } from "../regions/shared-endpoints.ts";

/** What a network without a way out, or endpoints that nobody uses, mean for those who run it, one sentence each. */
export function privateOnlyWarnings(inventory: Inventory): readonly string[] {
  const { clusters, regions } = inventory;
  const isolated = [...clusters.values()].filter((one) => one.kind === "eks" && isPrivateOnly(one));
  const idle = [...regions.values()].filter(
    (region) =>
      region.sharedEndpoints !== undefined &&
      region.lifecycle === "active" &&
      !usesEndpoints(clusters, region),
  );
  return [
    ...isolated.flatMap((cluster) => [
      ...cacheWarning(inventory, cluster),
      ...mirrorWarning(inventory, cluster),
      ...certificateWarning(inventory, cluster),
      ...alertWarning(inventory, cluster),
    ]),
    ...idle.map(
      ({ id }) => `regions/${id}.yaml: shares endpoints that no cluster uses, and each costs by the hour`,
    ),
  ];
}

/** ECR fetches by way of the network that asks, when that has an endpoint for it. */
function cacheWarning(inventory: Inventory, cluster: Cluster): readonly string[] {
  if (!pullsThroughRegion(inventory, cluster)) return [];
  const days = inventory.regions.get(cluster.region)?.imageCaches?.keepDays ?? 0;
  const why = `the first pull of an image needs a way out, and copies go after ${days} days`;
  return [`clusters/${cluster.id}.yaml: pulls from the caches of region ${cluster.region}; ${why}`];
}

function mirrorWarning(inventory: Inventory, cluster: Cluster): readonly string[] {
  const { images } = inventory.settings.mirrors;
  if (images === undefined || pullsThroughRegion(inventory, cluster)) return [];
  if (ecrRegion(images) !== undefined || leadsOut(inventory, cluster)) return [];
  const why = "no link or gateway leads out of its network";
  return [`clusters/${cluster.id}.yaml: pulls its images from ${images}, and ${why}`];
}

function leadsOut({ links }: Pick<Inventory, "links">, { id, network }: Cluster): boolean {
  if (network.mode === "create" && network.transitGateway) return true;
  return [...links.values()].some(({ from, to }) => from === id || to.cluster === id);
}

/** Chats, pagers and mail are outside; a link may lead to a proxy, which nothing here knows. */
function alertWarning(inventory: Inventory, cluster: Cluster): readonly string[] {
  const { environments, monitoring } = inventory.settings;
  const isHeard = (environments[cluster.environment]?.alerts ?? []).length > 0 || monitoring.heartbeat;
  if (!isHeard || leadsOut(inventory, cluster) || !addOnsOf(cluster).includes("victoria-metrics")) return [];
  return [
    `clusters/${cluster.id}.yaml: its alerts reach nobody: no alert route has an address in its network`,
  ];
}

function certificateWarning({ settings }: Inventory, { id }: Cluster): readonly string[] {
  if (settings.certificates === undefined) return [];
  const why = "neither Let's Encrypt nor the API of Route 53 can be reached without a way out";
  return [`clusters/${id}.yaml: gets no public certificates: ${why}`];
}
