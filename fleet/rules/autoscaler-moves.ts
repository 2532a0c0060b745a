import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import type { LockedCluster } from "../schema/lock.ts";

/** What launches nodes stays: one update would end all nodes of the one before those of the other can be had. */
export function autoscalerMoves({ id, kind, nodes }: Cluster, locked: LockedCluster): readonly Finding[] {
  const was = locked.autoscaler ?? "karpenter";
  if (kind !== "eks" || nodes.autoscaler === was) return [];
  const expected = `${was}, as it was built: all nodes would go at once`;
  const hint = `enter a cluster with replaces: ${id}, move to it, and retire this one`;
  const got = JSON.stringify(nodes.autoscaler);
  return [{ file: `clusters/${id}.yaml`, at: ["nodes", "autoscaler"], expected, got, hint }];
}
