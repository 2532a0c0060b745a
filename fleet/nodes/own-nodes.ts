import type { Cluster } from "../inventory.ts";
import { launchesNodes } from "./launches-nodes.ts";

/** Whether a cluster can give a tenant nodes of its own: Cluster Autoscaler, and machines that are there already, label none as one tenant's. */
export function givesOwnNodes(cluster: Pick<Cluster, "kind" | "provider" | "nodes">): boolean {
  return launchesNodes(cluster) && cluster.nodes.autoscaler !== "cluster-autoscaler";
}
