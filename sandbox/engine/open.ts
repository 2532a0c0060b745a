import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkTools, resumeClusters } from "../clusters/clusters.ts";
import { findKubernetes } from "../tools/kubernetes.ts";
import { findPulumi } from "../tools/pulumi.ts";
import type { Tell } from "../tools/tell.ts";
import { copyInventory, copyProject, copyStackFile, SALT } from "./copies.ts";
import { writeExecutables } from "./executables.ts";
import { type Sandbox, sandboxAt } from "./folder.ts";
import { writeKubeconfig } from "./kubeconfig.ts";
import { mustPulumi } from "./pulumi.ts";
import { hasState } from "./state.ts";

/** A sandbox with its tools and folders, its clusters running. Opening it again changes nothing. */
export async function openSandbox(dir: string, tell: Tell): Promise<Sandbox> {
  const sandbox = sandboxAt(dir);
  const tool = await findPulumi(tell);
  const kubernetes = await findKubernetes(tell);
  for (const folder of [sandbox.home, sandbox.state, sandbox.events]) mkdirSync(folder, { recursive: true });
  keepNoRunLogs(sandbox);
  writeFileSync(join(sandbox.dir, ".gitignore"), "*\n");
  writeExecutables(sandbox, tool);
  copyProject(sandbox);
  await linkTools(sandbox.clusters, kubernetes.folder);
  await resumeClusters(sandbox.clusters, tell);
  writeKubeconfig(sandbox);
  return sandbox;
}

/**
 * The CLI writes all that it does, compressed and encrypted, into a folder `logs` of its home, and has no setting
 * against it. That is a fifth of the work of a run; where a file has that name it goes without.
 */
function keepNoRunLogs(sandbox: Sandbox): void {
  const logs = join(sandbox.home, "logs");
  if (!existsSync(logs)) writeFileSync(logs, "");
}

/** A stack of the sandbox with the inventory as it is now: ready for any operation. */
export async function openStack(sandbox: Sandbox, stack: string, inventory: string): Promise<void> {
  copyInventory(sandbox, inventory);
  copyStackFile(sandbox, stack);
  if (!isMade(sandbox, stack)) await mustPulumi(sandbox, "stack", "select", "--create", stack);
}

/** Whether the backend has the stack, and its file the salt of its secrets. */
function isMade(sandbox: Sandbox, stack: string): boolean {
  const file = join(sandbox.project, `Pulumi.${stack}.yaml`);
  return hasState(sandbox, stack) && readFileSync(file, "utf8").includes(SALT);
}

/** Makes a stack the one that people's own commands are about where they name none. */
export async function selectStack(sandbox: Sandbox, stack: string): Promise<void> {
  await mustPulumi(sandbox, "stack", "select", stack);
}
