import { addOnCharts } from "./add-on-charts.ts";
import { addOnsOf } from "./add-ons.ts";
import type { Ring } from "./chart.ts";
import { PAUSE_IMAGE } from "./images.ts";
import { identityImages, k3sImages, launcherImages } from "./k3s-images.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import { ecrRegistry, REGISTRIES, REGISTRY_NAMES } from "./registries.ts";
import { chartIn, STABLE } from "./ring.ts";

type Settings = Pick<Inventory, "settings" | "regions">;

/**
 * Images of a cluster's own workloads, and of the cluster itself where atoll makes it; not those of tenants. What its
 * add-ons run depends on the ring that it follows.
 */
export function clusterImages(cluster: Cluster, ring: Ring = STABLE): readonly string[] {
  return [
    ...addOnsOf(cluster)
      .flatMap(addOnCharts)
      .flatMap((name) => chartIn(name, ring).images),
    ...launcherImages(cluster),
    ...identityImages(cluster),
    ...(cluster.kind === "k3s" ? k3sImages(cluster) : []),
    PAUSE_IMAGE.image,
  ];
}

/** Hosts of the registries that these images come from, in either ring, sorted. */
export function imageHosts(cluster: Cluster): readonly string[] {
  const images = clusterImages(cluster);
  return [...new Set(images.map((image) => image.slice(0, image.indexOf("/"))))].sort();
}

/** Hosts that the region of a cluster keeps copies of, each the beginning of the copies' names. */
export function cachedHosts(
  { regions }: Pick<Inventory, "regions">,
  { region }: Pick<Cluster, "region">,
): readonly string[] {
  const caches = regions.get(region)?.imageCaches?.registries ?? {};
  return REGISTRY_NAMES.flatMap((name) => (caches[name] === undefined ? [] : [REGISTRIES[name].host]));
}

/** Hosts of a cluster's images that its region keeps no copies of. */
export function uncachedHosts(inventory: Pick<Inventory, "regions">, cluster: Cluster): readonly string[] {
  const cached = cachedHosts(inventory, cluster);
  return imageHosts(cluster).filter((host) => !cached.includes(host));
}

/**
 * Where a cluster pulls from: the fleet's mirror, if it has one. A network without a way out reaches the copies of its
 * region by endpoint, so where these are whole they come first.
 */
export function imageMirror(inventory: Settings, cluster: Cluster): string | undefined {
  const { settings } = inventory;
  if (!pullsThroughRegion(inventory, cluster)) return settings.mirrors.images;
  const region = inventory.regions.get(cluster.region);
  const account = settings.accounts[region?.account ?? ""];
  if (region === undefined || account === undefined)
    throw new Error(`${cluster.id} has no region or account`);
  return ecrRegistry(account.id, region.awsRegion);
}

/** Whether a cluster has no way out and pulls its images through the caches of its region. */
export function pullsThroughRegion(inventory: Settings, cluster: Cluster): boolean {
  return cluster.kind === "eks" && isPrivateOnly(cluster) && uncachedHosts(inventory, cluster).length === 0;
}
