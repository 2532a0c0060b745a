import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseDocument } from "yaml";
import { openCloud, type Thing } from "../aws/cloud.ts";
import * as tokens from "../aws/tokens.ts";
import { stopClusters } from "../clusters/clusters.ts";
import { clusterProcesses } from "../clusters/processes.ts";
import type { Sandbox } from "./folder.ts";
import { sandboxProcesses } from "./processes.ts";
import { mustPulumi } from "./pulumi.ts";
import { exportState, lockFiles } from "./state.ts";

/** What is left of a sandbox; each number must be zero. */
export interface Leftovers {
  readonly resources: readonly Thing[];
  readonly processes: readonly number[];
  readonly locks: readonly string[];
  readonly pendingOperations: number;
}

/**
 * Marks the stacks' regions, and every cluster, tenant and link, as retiring in the sandbox's copy of the inventory: what
 * a team would do in a pull request before a teardown. A region retires only when no cluster stays in it.
 */
export function retireInCopy(sandbox: Sandbox, stacks: readonly string[], today: string): void {
  const files = [
    ...stacks.map((stack) => entryFile(sandbox, stack)),
    ...["clusters", "tenants", "links"].flatMap((kind) => filesIn(join(sandbox.inventory, kind))),
  ].filter((file) => file.endsWith(".yaml") && existsSync(file));
  for (const file of files) {
    const document = parseDocument(readFileSync(file, "utf8"));
    document.set("lifecycle", "retiring");
    document.set("retireAfter", today);
    writeFileSync(file, document.toString());
  }
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
}

/** File of the stack's cluster or region; of a cluster where there is neither. */
function entryFile(sandbox: Sandbox, stack: string): string {
  const [cluster, region] = ["clusters", "regions"].map((kind) =>
    join(sandbox.inventory, kind, `${stack}.yaml`),
  );
  return region !== undefined && existsSync(region) ? region : (cluster ?? "");
}

/** Whether the inventory still has the stack's cluster or region, so that an `up` can retire it. */
export function hasEntry(sandbox: Sandbox, stack: string): boolean {
  return existsSync(entryFile(sandbox, stack));
}

/** Step 1 for a stack whose entry is gone: what is simulated needs no protection. */
export async function clearProtectionInState(sandbox: Sandbox, stack: string): Promise<void> {
  await mustPulumi(sandbox, "state", "unprotect", "--all", "--yes", "--stack", stack);
}

/** Looks for everything an operation could have left. Processes get a moment to notice that their engine is gone. */
export async function leftovers(sandbox: Sandbox, stacks: readonly string[]): Promise<Leftovers> {
  const cloud = openCloud(sandbox.cloud);
  // A secret in its days of grace goes by itself; AWS asks nothing for it.
  const resources = cloud.list().filter(({ type }) => type !== tokens.SCHEDULED_SECRET);
  cloud.close();
  let pendingOperations = 0;
  for (const stack of stacks)
    pendingOperations += (await exportState(sandbox, stack)).pending_operations?.length ?? 0;
  for (let tries = 0; sandboxProcesses(sandbox).length > 0 && tries < 20; tries += 1) await sleep(100);
  // A cluster's servers go with the cluster; etcd with the last one.
  const servers = clusterProcesses(sandbox.clusters).map(({ pid }) => pid);
  return {
    resources,
    processes: [...sandboxProcesses(sandbox), ...servers],
    locks: lockFiles(sandbox),
    pendingOperations,
  };
}

/** Forgets the stacks, stops what runs and removes the sandbox's folder; the cached tools stay. */
export async function removeSandbox(sandbox: Sandbox, stacks: readonly string[]): Promise<void> {
  for (const stack of stacks) await mustPulumi(sandbox, "stack", "rm", stack, "--yes");
  await stopClusters(sandbox.clusters);
  rmSync(sandbox.dir, { recursive: true, force: true });
}
