import { entriesWhere } from "../entries-where.ts";
import type { Cluster, Inventory } from "../inventory.ts";

type Clusters = Pick<Inventory, "clusters">;

/** The cluster that takes the place of this one. */
export function successorOf({ clusters }: Clusters, id: string): Cluster | undefined {
  return entriesWhere(clusters, "replaces", id)[0];
}

/** Both clusters of a blue/green pair, the old one first; a cluster alone. What one carries, the other does, too. */
export function pairOf(inventory: Clusters, id: string): readonly string[] {
  const old = inventory.clusters.get(id)?.replaces;
  if (old !== undefined) return [old, id];
  const successor = successorOf(inventory, id);
  return successor === undefined ? [id] : [id, successor.id];
}
