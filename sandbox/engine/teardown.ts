import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseDocument } from "yaml";
import { openCloud, type Thing } from "../aws/cloud.ts";
import { stopClusters } from "../clusters/clusters.ts";
import { clusterProcesses } from "../clusters/processes.ts";
import { clustersOf } from "../teardown/drain.ts";
import { foreignAmong } from "../teardown/foreign-things.ts";
import { whileWatching } from "../teardown/hanging-destroy.ts";
import { operate, type OperationReport } from "./operation.ts";
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
 * Marks the stacks' clusters, and every tenant, as retiring in the sandbox's copy of the inventory: what a team would do
 * in a pull request before a teardown.
 */
export function retireInCopy(sandbox: Sandbox, stacks: readonly string[], today: string): void {
  const tenants = join(sandbox.inventory, "tenants");
  const files = [
    ...stacks.map((stack) => clusterFile(sandbox, stack)),
    ...(existsSync(tenants) ? readdirSync(tenants).map((file) => join(tenants, file)) : []),
  ].filter((file) => file.endsWith(".yaml") && existsSync(file));
  for (const file of files) {
    const document = parseDocument(readFileSync(file, "utf8"));
    document.set("lifecycle", "retiring");
    document.set("retireAfter", today);
    writeFileSync(file, document.toString());
  }
}

function clusterFile(sandbox: Sandbox, stack: string): string {
  return join(sandbox.inventory, "clusters", `${stack}.yaml`);
}

/** Whether the inventory still has the stack's cluster, so that an `up` can retire it. */
export function hasEntry(sandbox: Sandbox, stack: string): boolean {
  return existsSync(clusterFile(sandbox, stack));
}

/**
 * Whether anything in the stack's state stands under protection, of the engine or of AWS. Where nothing does, an `up` has
 * nothing to clear; after a half-done destroy it would only make again what is gone.
 */
export async function hasProtection(sandbox: Sandbox, stack: string): Promise<boolean> {
  const { resources = [] } = await exportState(sandbox, stack);
  return resources.some(({ protect, inputs }) => protect === true || inputs?.["deletionProtection"] === true);
}

/** Step 1: an `up` with the retiring entry clears protections. */
export async function clearProtection(sandbox: Sandbox, stack: string): Promise<OperationReport> {
  return operate(sandbox, { name: "up", stack });
}

/** Step 1 for a stack whose entry is gone: what is simulated needs no protection. */
export async function clearProtectionInState(sandbox: Sandbox, stack: string): Promise<void> {
  await mustPulumi(sandbox, "state", "unprotect", "--all", "--yes", "--stack", stack);
}

export interface LettingGo {
  /** Hears of each object that hangs on a finalizer, before it is let go. @default - nobody does */
  readonly tell?: (object: string) => void;
  /** How long a finalizer may take. Range 0..600000 milliseconds. @default 20000 */
  readonly patienceMilliseconds?: number;
}

/**
 * Step 3: deletes everything the stack's state knows. Objects that hang on a finalizer are told of and let go: their
 * cluster goes too, so nobody is left to serve it.
 */
export async function destroyStack(
  sandbox: Sandbox,
  stack: string,
  { tell = () => undefined, ...patience }: LettingGo = {},
): Promise<OperationReport> {
  if (!isRetiring(sandbox, stack)) throw new Error(`${stack} does not retire: its objects are not let go`);
  const clusters = clustersOf(sandbox, stack);
  const watch = { dir: sandbox.clusters, clusters, releases: true, tell, ...patience };
  return whileWatching(watch, () => operate(sandbox, { name: "destroy", stack, flags: ["--skip-preview"] }));
}

/** Whether the copy of the inventory says that the stack's cluster goes, or no longer has it. */
function isRetiring(sandbox: Sandbox, stack: string): boolean {
  if (!hasEntry(sandbox, stack)) return true;
  return parseDocument(readFileSync(clusterFile(sandbox, stack), "utf8")).get("lifecycle") === "retiring";
}

/** What neither the stack nor AWS made inside the stack's VPCs; while it is there, they cannot be deleted. */
export function foreignThings(sandbox: Sandbox, stack: string): readonly Thing[] {
  const cloud = openCloud(sandbox.cloud);
  try {
    return foreignAmong(cloud.list(), stack);
  } finally {
    cloud.close();
  }
}

/** Looks for everything an operation could have left. Processes get a moment to notice that their engine is gone. */
export async function leftovers(sandbox: Sandbox, stacks: readonly string[]): Promise<Leftovers> {
  const cloud = openCloud(sandbox.cloud);
  const resources = cloud.list();
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
