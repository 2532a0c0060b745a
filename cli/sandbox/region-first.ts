import type { Fleet, Region } from "../../fleet/inventory.ts";
import { regionNeeds } from "../../fleet/regions/region-needs.ts";
import { plannedRegionOutputs } from "../../fleet/shown-outputs.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { operate } from "../../sandbox/engine/operation.ts";
import { stackNames } from "../../sandbox/engine/state.ts";
import { Phase } from "../phase.ts";
import { exportState } from "../recover/state.ts";
import { failureText } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import { sandboxTools } from "./recovery-tools.ts";
import { totals } from "./show.ts";

/** Whether the region whose stack a cluster reads is there; one that was never up, or is half made, is brought up first. */
export async function hasRegion(
  sandbox: Sandbox,
  { fleet, stack }: { readonly fleet: Fleet; readonly stack: string },
  inventory: string,
): Promise<boolean> {
  const cluster = fleet.clusters.get(stack);
  if (cluster === undefined || regionNeeds(fleet, cluster).length === 0) return true;
  const region = fleet.regions.get(cluster.region);
  if (region === undefined || (await showsAll(sandbox, region))) return true;
  return hasComeUp(sandbox, region.id, inventory);
}

/** A program shows its outputs when all is made. */
async function showsAll(sandbox: Sandbox, region: Region): Promise<boolean> {
  if (!(await stackNames(sandbox)).includes(region.id)) return false;
  const { deployment } = await exportState(sandboxTools(sandbox.dir), region.id);
  const stack = deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  return Object.keys(plannedRegionOutputs(region)).every((output) => stack?.outputs?.[output] !== undefined);
}

/** Brings up what a cluster shares with others before the cluster itself. */
async function hasComeUp(sandbox: Sandbox, region: string, inventory: string): Promise<boolean> {
  const phase = new Phase(`up of region ${region}`);
  await openStack(sandbox, region, inventory);
  const report = await interruptible(() => operate(sandbox, { name: "up", stack: region }));
  if (report.succeeded) {
    phase.done(totals(report.steps));
    return true;
  }
  phase.failed();
  console.error(failureText(region, report, sandbox.dir));
  process.exitCode = 1;
  return false;
}
