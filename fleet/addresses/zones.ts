import type { Cluster, Inventory } from "../inventory.ts";
import { slaSettings } from "../sla.ts";

/**
 * Zone letters of a cluster, in alphabetical order: those it names, else the first of its region that `sla` asks for.
 * Machines that stand elsewhere are in none.
 */
export function clusterZones(inventory: Pick<Inventory, "regions">, cluster: Cluster): readonly string[] {
  if (cluster.network.mode === "external") return [];
  if (cluster.network.mode === "existing") {
    const keys = Object.keys(cluster.network.subnets);
    return [...new Set(keys.map((key) => key.slice(key.lastIndexOf("-") + 1)))].sort();
  }
  if (cluster.zones !== undefined) return [...cluster.zones].sort();
  const letters = Object.keys(inventory.regions.get(cluster.region)?.zones ?? {}).sort();
  return letters.slice(0, slaSettings(cluster).zones);
}

const NODE_SUBNET = "node-";

/** Letters of the zones that nodes may be in: a network that was brought along may have some without their subnets. */
export function nodeZones(inventory: Pick<Inventory, "regions">, cluster: Cluster): readonly string[] {
  if (cluster.network.mode !== "existing") return clusterZones(inventory, cluster);
  const keys = Object.keys(cluster.network.subnets).filter((key) => key.startsWith(NODE_SUBNET));
  return keys.map((key) => key.slice(NODE_SUBNET.length)).sort();
}
