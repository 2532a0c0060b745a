import { copyInventory, copyStackFile } from "../../sandbox/engine/copies.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { operate, type OperationReport } from "../../sandbox/engine/operation.ts";
import { clearProtectionInState, hasEntry } from "../../sandbox/engine/teardown.ts";
import type { Plan } from "../../plan/plan.ts";
import { Phase } from "../phase.ts";
import type { Job, OperationEnd } from "../teardown/job.ts";
import { failureText } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import { sandboxTools } from "./recovery-tools.ts";
import { resumed } from "./servers.ts";
import { totals } from "./show.ts";

/** A teardown of one stack of a sandbox. Where the inventory no longer has the entry, the state is cleared by hand. */
export function sandboxJob(sandbox: Sandbox, stack: string, plan?: Plan): Job {
  return {
    tools: sandboxTools(sandbox.dir),
    stack,
    ...(plan === undefined ? {} : { plan }),
    clear: () => cleared(sandbox, stack),
    destroy: () =>
      ended(sandbox, stack, () => operate(sandbox, { name: "destroy", stack, flags: ["--skip-preview"] })),
  };
}

async function cleared(sandbox: Sandbox, stack: string): Promise<OperationEnd> {
  const isKnown = hasEntry(sandbox, stack);
  const phase = new Phase(`${stack}: ${isKnown ? "up as retiring" : "no entry"}, clears protection`);
  if (!isKnown) {
    await clearProtectionInState(sandbox, stack);
    phase.done();
    return { succeeded: true, said: "" };
  }
  let told = "";
  const end = await ended(sandbox, stack, async () => {
    const report = await operate(sandbox, { name: "up", stack });
    told = totals(report.steps);
    return report;
  });
  if (end.succeeded) phase.done(told);
  else phase.failed();
  return end;
}

async function ended(
  sandbox: Sandbox,
  stack: string,
  operation: () => Promise<OperationReport>,
): Promise<OperationEnd> {
  const report = await interruptible(operation);
  if (!report.succeeded) console.error(failureText(stack, report, sandbox.dir));
  return { succeeded: report.succeeded, said: report.messages.join("\n") };
}

/** The same for a sandbox as it stands, with the inventory as it is now and its servers running. */
export async function openedJob(
  { dir, inventory }: { readonly dir: string; readonly inventory: string },
  stack: string,
  plan: Plan,
): Promise<Job> {
  const sandbox = sandboxAt(dir);
  const tools = sandboxTools(sandbox.dir);
  await resumed(dir);
  copyInventory(sandbox, inventory);
  copyStackFile(sandbox, stack);
  return { ...sandboxJob(sandbox, stack, plan), tools };
}
