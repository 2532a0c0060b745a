import type { RegionOutputs } from "../components/region/outputs.ts";
import { InputError } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { bootstrappedAccount } from "../fleet/names.ts";
import { cellOf, stackEntries, unknownStack } from "../fleet/stack-names.ts";
import { type BootstrapOutputs, deployBootstrap } from "./bootstrap.ts";
import { type CellOutputs, deployCell } from "./cell.ts";
import { type ClusterOutputs, deployCluster } from "./cluster.ts";
import { deployLink } from "./link.ts";
import type { LinkOutputs } from "./link-outputs.ts";
import { deployRegion } from "./region.ts";
import type { RunChoices } from "./run-choices.ts";

/** What a stack shows when it is done. */
export type StackOutputs = ClusterOutputs | CellOutputs | RegionOutputs | LinkOutputs | BootstrapOutputs;

/**
 * The whole program: registers every resource of one stack, whose name is that of a cluster, one of its cells, a region or a link in the inventory.
 *
 * @throws InputError when the inventory has no such entry.
 */
export function deployStack(fleet: Fleet, stackName: string, choices: RunChoices = {}): StackOutputs {
  const cluster = fleet.clusters.get(stackName);
  if (cluster !== undefined) return deployCluster(fleet, cluster, choices);
  const region = fleet.regions.get(stackName);
  if (region !== undefined) return deployRegion(fleet, region);
  const link = fleet.links.get(stackName);
  if (link !== undefined) return deployLink(fleet, link);
  const cell = cellOf(fleet, stackName);
  if (cell !== undefined) return deployCell(fleet, cell.cluster, cell.cell, choices);
  const account = bootstrappedAccount(stackName);
  if (account !== undefined) return deployBootstrap(fleet, account);
  throw new InputError([unknownStack(stackName, stackEntries(fleet))]);
}
