import type { Fault } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { isNetworkAlone } from "../networks/network-alone.ts";

/** Whether atoll launches a cluster's nodes: those of EKS, and of K3s in AWS; elsewhere somebody else does. */
export function launchesNodes({ kind, provider }: Pick<Cluster, "kind" | "provider">): boolean {
  return kind === "eks" || (kind === "k3s" && provider === "aws");
}

/** Why nothing can be said of the nodes of a cluster; nothing where atoll launches them, or there is no such cluster. */
export function unlaunchedNodes(cluster: Cluster | undefined): readonly Fault[] {
  if (cluster === undefined || launchesNodes(cluster)) return [];
  const { id } = cluster;
  const why = isNetworkAlone(cluster) ? "it is a network alone" : "its machines are there already";
  const hint = `atoll launches no nodes of ${id}: ${why}`;
  return [
    {
      file: `cluster ${JSON.stringify(id)}`,
      path: "",
      expected: "a cluster whose nodes atoll launches",
      hint,
    },
  ];
}
