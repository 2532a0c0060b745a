import { InputError } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { unknownStack } from "../fleet/stack-names.ts";
import { type ClusterOutputs, deployCluster } from "./cluster.ts";
import type { RunChoices } from "./run-choices.ts";

/** What a stack shows when it is done. */
export type StackOutputs = ClusterOutputs;

/**
 * The whole program: registers every resource of one stack, whose name is that of a cluster in the inventory.
 *
 * @throws InputError when the inventory has no such entry.
 */
export function deployStack(fleet: Fleet, stackName: string, choices: RunChoices = {}): StackOutputs {
  return deployCluster(fleet, entryOf(fleet, stackName), choices);
}

function entryOf(fleet: Fleet, stackName: string): Cluster {
  const cluster = fleet.clusters.get(stackName);
  if (cluster !== undefined) return cluster;
  throw new InputError([unknownStack(stackName, [...fleet.clusters.keys()])]);
}
