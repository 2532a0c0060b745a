import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import { recoverStack, type Recovery } from "../../cli/recover/recover.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type Cloud, openCloud } from "../../sandbox/aws/cloud.ts";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import {
  operate,
  type Operation,
  type OperationName,
  type OperationReport,
} from "../../sandbox/engine/operation.ts";
import { INVENTORY, networkInventory } from "./inventories.ts";

export { INVENTORY } from "./inventories.ts";

/** A day on which the sample inventory is sound. */
export const TODAY = new Date().toISOString().slice(0, 10);

export interface OwnSandbox {
  readonly sandbox: Sandbox;
  readonly cloud: Cloud;
  /** Closes the cloud, stops the clusters and removes the folder. */
  readonly remove: () => Promise<void>;
}

/** A sandbox in a folder of its own. */
export async function ownSandbox(): Promise<OwnSandbox> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-sandbox-"));
  const sandbox = await openSandbox(dir, (status) => {
    console.error(status);
  });
  const cloud = openCloud(sandbox.cloud);
  const remove = async (): Promise<void> => {
    cloud.close();
    await stopClusters(sandbox.clusters);
    rmSync(dir, { recursive: true, force: true });
  };
  return { sandbox, cloud, remove };
}

/** A sandbox in which stack dev, a network alone, has never been up; it goes with the test. */
export async function freshDev(): Promise<OwnSandbox> {
  const own = await ownSandbox();
  onTestFinished(own.remove);
  await openStack(own.sandbox, "dev", networkInventory());
  return own;
}

const operation = (name: OperationName, stack: string): Operation => {
  return { name, stack, flags: name === "preview" ? [] : ["--skip-preview"] };
};

/** One operation without the preview that usually comes first, of an engine that writes its state once. */
export async function run(sandbox: Sandbox, name: OperationName, stack = "dev"): Promise<OperationReport> {
  return operate(sandbox, { ...operation(name, stack), savesOnce: true });
}

/** As `run`, of an engine that writes its state after each step, as it does for people: where things fail or end early. */
export async function runSaving(
  sandbox: Sandbox,
  name: OperationName,
  stack = "dev",
): Promise<OperationReport> {
  return operate(sandbox, operation(name, stack));
}

/** How many of each type the simulated cloud has. */
export function census(cloud: Cloud): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of cloud.list()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** The plan of a stack of the sample inventory, or of a copy of it. */
export async function samplePlan(stack: string, inventory = INVENTORY): Promise<Plan> {
  return planStack(checkedFleet(inventory, TODAY), stack);
}

/**
 * What `atoll recover dev --yes` does; once more when it could not be done, as its message tells people to. What stopped
 * it is shown.
 *
 * @param inventory what dev is: by default a network alone
 */
export async function recoverDev(sandbox: Sandbox, inventory = networkInventory()): Promise<Recovery> {
  const talk = { mayCancel: () => Promise.resolve(true), tell: () => undefined };
  const plan = await samplePlan("dev", inventory);
  const recover = () => recoverStack(sandboxTools(sandbox.dir), plan, talk);
  const recovery = await recover().catch((error: unknown) => {
    if (!(error instanceof FailedCommand)) throw error;
    console.error(`the recovery is tried once more: ${error.message}`);
    return recover();
  });
  if (recovery === undefined) throw new Error("the lock was to be cancelled");
  return recovery;
}
