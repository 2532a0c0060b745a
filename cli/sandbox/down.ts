import pc from "picocolors";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { copyInventory, copyStackFile } from "../../sandbox/engine/copies.ts";
import { stackNames } from "../../sandbox/engine/state.ts";
import {
  clearProtection,
  clearProtectionInState,
  destroyStack,
  hasEntry,
  hasProtection,
  type Leftovers,
  leftovers,
  removeSandbox,
  retireInCopy,
} from "../../sandbox/engine/teardown.ts";
import { drain } from "../../sandbox/teardown/drain.ts";
import type { OperationReport } from "../../sandbox/engine/operation.ts";
import { today } from "../inventory-option.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import { blockedText, strangersText } from "./blocked.ts";
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
    if (!(await drained(sandbox, stack))) return;
    if (!(await destroyed(sandbox, stack))) return;
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

/** Step 1, where anything is protected: an `up` as retiring, or, where the inventory no longer has the stack, the same in the state. */
async function unprotected(sandbox: Sandbox, stack: string): Promise<boolean> {
  if (!(await hasProtection(sandbox, stack))) {
    new Phase(`${stack}: protection`).done("nothing is protected");
    return true;
  }
  if (hasEntry(sandbox, stack))
    return step(`${stack}: up as retiring, clears protection`, { sandbox, stack }, () =>
      clearProtection(sandbox, stack),
    );
  const phase = new Phase(`${stack}: no entry, clears protection`);
  await clearProtectionInState(sandbox, stack);
  phase.done();
  return true;
}

/** Step 2: what controllers made goes, or the teardown ends here: later nobody would know whose it was. */
async function drained(sandbox: Sandbox, stack: string): Promise<boolean> {
  const phase = new Phase(`${stack}: drain`);
  const { removed, left } = await drain(sandbox, stack);
  if (left.length > 0) phase.failed();
  else phase.done(removed.length === 0 ? "nothing was made by controllers" : `removed ${removed.length}`);
  for (const what of removed) console.error(`   removed ${what}`);
  if (left.length === 0) return true;
  console.error(strangersText(sandbox, stack, left));
  process.exitCode = 1;
  return false;
}

/** Step 3, which names what hangs on a finalizer before it lets it go. */
async function destroyed(sandbox: Sandbox, stack: string): Promise<boolean> {
  return step(`${stack}: destroy`, { sandbox, stack }, (phase) =>
    destroyStack(sandbox, stack, {
      tell: (object) => {
        phase.tell(`takes the finalizer off ${object}, which nobody served`);
      },
    }),
  );
}

interface Where {
  readonly sandbox: Sandbox;
  readonly stack: string;
}

async function step(
  title: string,
  { sandbox, stack }: Where,
  operation: (phase: Phase) => Promise<OperationReport>,
): Promise<boolean> {
  const phase = new Phase(title);
  const report = await interruptible(() => operation(phase));
  if (report.succeeded) {
    phase.done(totals(report.steps));
    return true;
  }
  phase.failed();
  console.error(failureText(stack, report, sandbox.dir));
  const blocked = blockedText(sandbox, stack, report);
  if (blocked !== "") console.error(blocked);
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
