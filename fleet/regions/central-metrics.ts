import type { Cluster, Inventory, Link } from "../inventory.ts";
import { linkedClusters, linksOf } from "../links/link-sides.ts";
import { isWatched } from "../watched.ts";
import { gatewayRegion, ownGateway, reachableEnvironments } from "./transit.ts";

type Place = Pick<Inventory, "settings" | "clusters">;

/** The cluster that keeps the metrics of a region; undefined where each keeps its own alone. */
export function managementCluster({ settings, clusters }: Place, region: string): Cluster | undefined {
  return clusters.get(settings.monitoring.management[region] ?? "");
}

/** Where a cluster's metrics go beside its own store; undefined where they stay, and for the management cluster. */
export function metricsReceiver(inventory: Place, cluster: Cluster): Cluster | undefined {
  const receiver = managementCluster(inventory, cluster.region);
  const isSender = receiver !== undefined && receiver.id !== cluster.id && isWatched(cluster);
  return isSender && cluster.addOns["victoria-metrics"].central ? receiver : undefined;
}

/** Clusters whose metrics come to this one, by name. */
export function metricsSenders(inventory: Place, receiver: Cluster): readonly Cluster[] {
  return [...inventory.clusters.values()]
    .filter((cluster) => metricsReceiver(inventory, cluster)?.id === receiver.id)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether one cluster reaches another without the internet: in one VPC, over a link, or over the region's gateway. */
export function hasPrivateWay(
  inventory: Pick<Inventory, "regions" | "links">,
  from: Cluster,
  to: Cluster,
): boolean {
  return sameVpc(from, to) || isLinked(inventory, from, to) || overGateway(inventory, from, to);
}

function sameVpc({ network: one }: Cluster, { network: other }: Cluster): boolean {
  return one.mode === "existing" && other.mode === "existing" && one.vpcId === other.vpcId;
}

function isLinked(inventory: Pick<Inventory, "links">, from: Cluster, to: Cluster): boolean {
  const lasts = ({ lifecycle }: Link): boolean => lifecycle !== "retiring";
  return linksOf(inventory, from.id).some((link) => lasts(link) && linkedClusters(link).includes(to.id));
}

function overGateway({ regions }: Pick<Inventory, "regions">, from: Cluster, to: Cluster): boolean {
  const attached = [from, to].every(({ network }) => network.mode === "create" && network.transitGateway);
  const region = regions.get(from.region);
  const owner = region === undefined ? undefined : gatewayRegion({ regions }, region);
  const gateway = owner === undefined ? undefined : ownGateway(owner);
  if (!attached || gateway === undefined) return false;
  return reachableEnvironments(gateway, from.environment).includes(to.environment);
}
