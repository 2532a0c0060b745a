import { InputError } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { didYouMean } from "../fleet/read/issues.ts";
import { type ClusterOutputs, deployCluster } from "./cluster.ts";

/** What a stack shows when it is done. */
export type StackOutputs = ClusterOutputs;

/**
 * The whole program: registers every resource of one stack, whose name is that of a cluster in the inventory.
 *
 * @throws InputError when the inventory has no such entry.
 */
export function deployStack(fleet: Fleet, stackName: string): StackOutputs {
  return deployCluster(fleet, entryOf(fleet, stackName));
}

function entryOf(fleet: Fleet, stackName: string): Cluster {
  const cluster = fleet.clusters.get(stackName);
  if (cluster !== undefined) return cluster;
  const entries = [...fleet.clusters.keys()].sort();
  const hint = didYouMean(stackName, entries);
  const fault = {
    file: `stack ${JSON.stringify(stackName)}`,
    path: "",
    expected: `one of ${entries.join(", ")}`,
  };
  throw new InputError([hint === undefined ? fault : { ...fault, hint }]);
}
