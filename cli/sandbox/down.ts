import pc from "picocolors";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { copyInventory, copyStackFile } from "../../sandbox/engine/copies.ts";
import { stackNames } from "../../sandbox/engine/state.ts";
import {
  clearProtection,
  clearProtectionInState,
  destroyStack,
  foreignThings,
  hasEntry,
  type Leftovers,
  leftovers,
  removeSandbox,
  retireInCopy,
} from "../../sandbox/engine/teardown.ts";
import type { OperationReport } from "../../sandbox/engine/operation.ts";
import { today } from "../inventory-option.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import { failureText } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import { Phase } from "./phase.ts";
import { resumed } from "./servers.ts";
import { totals } from "./show.ts";
import type { SandboxOptions } from "./up.ts";

/** Tears every stack of the sandbox down, in the order in which a live cluster would be, and proves that nothing is left. */
export async function tearDown({ dir, inventory }: SandboxOptions): Promise<void> {
  const sandbox = sandboxAt(dir);
  const stacks = await stackNames(sandbox);
  if (stacks.length === 0) {
    await stopClusters(sandbox.clusters);
    console.log(`nothing to tear down: there is no sandbox in ${sandbox.dir}`);
    return;
  }
  await resumed(dir);
  copyInventory(sandbox, inventory);
  for (const stack of stacks) copyStackFile(sandbox, stack);
  retireInCopy(sandbox, stacks, today());
  for (const stack of stacks) {
    if (!(await unprotected(sandbox, stack))) return;
    const drain = new Phase(`${stack}: drain`);
    const foreign = foreignThings(sandbox, stack);
    drain.done(
      foreign.length === 0
        ? "nothing was made by controllers"
        : `${foreign.length} foreign resources in the VPC`,
    );
    for (const { type, id } of foreign) console.error(`  ${type} ${id}`);
    if (!(await step(`${stack}: destroy`, stack, () => destroyStack(sandbox, stack)))) return;
  }
  const left = await leftovers(sandbox, stacks);
  console.log(proof(left));
  if (!isClean(left)) {
    process.exitCode = 1;
    return;
  }
  await removeSandbox(sandbox, stacks);
  console.log(`removed ${sandbox.dir}; built tools stay cached`);
}

/** Step 1: an `up` as retiring, or, where the inventory no longer has the stack, the same in the state. */
async function unprotected(sandbox: Sandbox, stack: string): Promise<boolean> {
  if (hasEntry(sandbox, stack))
    return step(`${stack}: up as retiring, clears protection`, stack, () => clearProtection(sandbox, stack));
  const phase = new Phase(`${stack}: no entry, clears protection`);
  await clearProtectionInState(sandbox, stack);
  phase.done();
  return true;
}

async function step(
  title: string,
  stack: string,
  operation: () => Promise<OperationReport>,
): Promise<boolean> {
  const phase = new Phase(title);
  const report = await interruptible(operation);
  if (report.succeeded) {
    phase.done(totals(report.steps));
    return true;
  }
  phase.failed();
  console.error(failureText(stack, report));
  process.exitCode = 1;
  return false;
}

function isClean({ resources, processes, locks, pendingOperations }: Leftovers): boolean {
  return resources.length + processes.length + locks.length + pendingOperations === 0;
}

function proof(left: Leftovers): string {
  const counts = [
    [left.resources.length, "resources in the simulated AWS"],
    [left.processes.length, "processes"],
    [left.locks.length, "locks"],
    [left.pendingOperations, "pending operations"],
  ] as const;
  const text = counts.map(([count, what]) => `${count} ${what}`).join(", ");
  const found = left.resources
    .map(({ type, id, tags }) => `\n  ${type} ${id} ${tags[RESOURCE_TAG] ?? ""}`)
    .join("");
  return `${isClean(left) ? pc.green("nothing left") : pc.red("left behind")}: ${text}${found}`;
}
