import { closest, distance } from "fastest-levenshtein";
import { InputError } from "../fleet/check.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { type ClusterOutputs, deployCluster } from "./cluster.ts";

/** What a stack shows when it is done. */
export type StackOutputs = ClusterOutputs;

/** Edits at which a name still counts as a slip of the pen. */
const SLIP = 2;

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
  const nearest = closest(stackName, entries);
  const hint = distance(stackName, nearest) <= SLIP ? { hint: `did you mean ${nearest}` } : {};
  const expected = `one of ${entries.join(", ")}`;
  throw new InputError([{ file: `stack ${JSON.stringify(stackName)}`, path: "", expected, ...hint }]);
}
