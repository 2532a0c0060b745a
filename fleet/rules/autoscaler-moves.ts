import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import type { LockedCluster } from "../schema/lock.ts";

/** What launches nodes stays: one update would end all nodes of the one before those of the other can be had. */
export function autoscalerMoves(cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const { id, kind, nodes } = cluster;
  const was = locked.autoscaler ?? "karpenter";
  // Locks of old know K3s clusters of which nothing but the network was built.
  if (kind === "k3s" && locked.k3s === undefined) return [];
  // Of another kind it is another cluster, which its own rule refuses.
  if (!launchesNodes(cluster) || locked.kind !== kind || nodes.autoscaler === was) return [];
  const expected = `${was}, as it was built: all nodes would go at once`;
  const hint = `enter a cluster with replaces: ${id}, move to it, and retire this one`;
  const got = JSON.stringify(nodes.autoscaler);
  return [{ file: `clusters/${id}.yaml`, at: ["nodes", "autoscaler"], expected, got, hint }];
}
