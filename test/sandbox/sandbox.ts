import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll } from "vitest";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import { restoreCheckpoint } from "../../cli/recover/checkpoint.ts";
import { recoverStack, type Recovery } from "../../cli/recover/recover.ts";
import { cancelLock, lockOwner, type LockOwner } from "../../cli/recover/lock-owner.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type Cloud, openCloud } from "../../sandbox/aws/cloud.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { operate, type OperationName, type OperationReport } from "../../sandbox/engine/operation.ts";

export const INVENTORY = resolve(import.meta.dirname, "../../inventory");

/** A day on which the sample inventory is sound. */
export const TODAY = new Date().toISOString().slice(0, 10);

/** A sandbox in a folder of its own, removed when the file's tests are done. */
export async function freshSandbox(): Promise<{ readonly sandbox: Sandbox; readonly cloud: Cloud }> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-sandbox-"));
  const sandbox = await openSandbox(dir, (status) => {
    console.error(status);
  });
  const cloud = openCloud(sandbox.cloud);
  afterAll(() => {
    cloud.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { sandbox, cloud };
}

/** A sandbox in which stack dev has never been up. */
export async function freshDev(): Promise<{ readonly sandbox: Sandbox; readonly cloud: Cloud }> {
  const fresh = await freshSandbox();
  await openStack(fresh.sandbox, "dev", INVENTORY);
  return fresh;
}

/** One operation without the preview that usually comes first. */
export async function run(sandbox: Sandbox, name: OperationName, stack = "dev"): Promise<OperationReport> {
  return operate(sandbox, { name, stack, flags: name === "preview" ? [] : ["--skip-preview"] });
}

/** How many of each type the simulated cloud has. */
export function census(cloud: Cloud): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type } of cloud.list()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** The plan of a stack of the sample inventory. */
export async function samplePlan(stack: string): Promise<Plan> {
  return planStack(checkedFleet(INVENTORY, TODAY), stack);
}

/** What a recovery did. */
export interface Recovered {
  readonly owner: LockOwner | undefined;
  /** State file that was taken back from its backup. */
  readonly restored: string | undefined;
  readonly recovery: Recovery;
}

/** What `atoll recover dev --yes` does. */
export async function recoverDev(sandbox: Sandbox): Promise<Recovered> {
  const tools = sandboxTools(sandbox.dir);
  const owner = await lockOwner(tools, "dev");
  if (owner !== undefined) await cancelLock(tools, "dev");
  const restored = await restoreCheckpoint(tools, "dev");
  const recovery = await recoverStack(tools, await samplePlan("dev"), () => undefined);
  return { owner, restored, recovery };
}
