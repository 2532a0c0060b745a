import type { ClusterHost } from "../aws/cluster-host.ts";
import { removeCluster, startCluster } from "./clusters.ts";
import { removeNodes, setNodes } from "./nodes.ts";

/** Runs a real API server for each cluster of the simulated EKS, in a folder of the sandbox. */
export function clusterHost(dir: string): ClusterHost {
  return {
    start: (cluster) => startCluster(dir, cluster),
    remove: (name) => removeCluster(dir, name),
    setNodes: (name, group, nodes) =>
      nodes.length === 0 ? removeNodes(dir, name, group) : setNodes(dir, name, { group, nodes }),
  };
}
