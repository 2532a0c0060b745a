import type { ClusterHost } from "../aws/cluster-host.ts";
import { haltCluster, removeCluster, startCluster } from "./clusters.ts";
import { removeNodes, setMachines, setNodes } from "./nodes.ts";

/** Runs a real API server for each cluster of the simulated AWS, in a folder of the sandbox. */
export function clusterHost(dir: string): ClusterHost {
  return {
    start: (cluster) => startCluster(dir, cluster),
    remove: (name) => removeCluster(dir, name),
    setNodes: (name, group, nodes) =>
      nodes.length === 0 ? removeNodes(dir, name, group) : setNodes(dir, name, { group, nodes }),
    setMachines: (name, group, nodes) => setMachines(dir, name, { group, nodes }),
    halt: (name) => haltCluster(dir, name),
  };
}
