import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";

/**
 * Whether a network may be connected with another, or could be at any time since it was built, so that all its ranges
 * must be its own.
 */
export function mayBeLinked(inventory: Inventory, lock: Lock, clusterId: string): boolean {
  const network = inventory.clusters.get(clusterId)?.network;
  if (network?.mode === "external") return false;
  if (network?.mode === "existing") return !network.legacy;
  const locked = lock.clusters[clusterId];
  return (network?.linkable ?? true) || (locked !== undefined && locked.linkable !== false);
}
