import pc from "picocolors";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { copyInventory, copyStackFile } from "../../sandbox/engine/copies.ts";
import { removeOutside } from "../../sandbox/engine/outside-clusters.ts";
import { stackNames } from "../../sandbox/engine/state.ts";
import { type Leftovers, leftovers, removeSandbox, retireInCopy } from "../../sandbox/engine/teardown.ts";
import { today } from "../inventory-option.ts";
import { printJson } from "../report.ts";
import { idsIn } from "../../fleet/read/folder.ts";
import { teardownOrder } from "../../fleet/stack-names.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import { blockedText, strangersText } from "./blocked.ts";
import { runSteps } from "../teardown/steps.ts";
import { endText } from "../teardown/teardown-text.ts";
import { resumed } from "./servers.ts";
import { sandboxJob } from "./teardown-job.ts";
import type { SandboxOptions } from "./up.ts";

/** What is simulated goes at once. */
const PATIENCE = { milliseconds: 30_000, pollMilliseconds: 250 };

/** Tears every stack of the sandbox down, in the order in which a live cluster would be, and proves that nothing is left. */
export async function tearDown({ dir, inventory, json = false }: SandboxOptions): Promise<void> {
  const sandbox = sandboxAt(dir);
  const stacks = await stackNames(sandbox);
  if (stacks.length === 0) {
    await stopClusters(sandbox.clusters);
    if (json) printJson({ stacks, removed: false });
    else console.log(`nothing to tear down: there is no sandbox in ${sandbox.dir}`);
    return;
  }
  await resumed(dir);
  copyInventory(sandbox, inventory);
  for (const stack of stacks) copyStackFile(sandbox, stack);
  retireInCopy(sandbox, stacks, today());
  const ids = (kind: "links" | "regions") => new Set(idsIn(sandbox.inventory, kind));
  for (const stack of teardownOrder(stacks, { links: ids("links"), regions: ids("regions") })) {
    if (!(await isTornDown(sandbox, stack))) {
      if (json) printJson({ stacks, stopped: stack, removed: false });
      return;
    }
    await removeOutside(sandbox.clusters, stack);
  }
  const left = await leftovers(sandbox, stacks);
  if (!json) console.log(proof(left));
  if (!isClean(left)) {
    if (json) printJson({ stacks, left: leftJson(left), removed: false });
    process.exitCode = 1;
    return;
  }
  await removeSandbox(sandbox, stacks);
  if (json) printJson({ stacks, left: leftJson(left), removed: true });
  else console.log(`removed ${sandbox.dir}; built tools stay cached`);
}

/** The three steps; says what keeps the stack when one of them does not end. */
async function isTornDown(sandbox: Sandbox, stack: string): Promise<boolean> {
  const end = await runSteps(sandboxJob(sandbox, stack), PATIENCE);
  if (end.step === "done") return true;
  process.exitCode = 1;
  if (end.step === "drain") console.error(strangersText(sandbox, stack, end.left));
  if (end.step === "protected") console.error(endText(stack, end));
  if (end.step === "clear" || end.step === "destroy") {
    const blocked = await blockedText(sandbox, stack, end.end);
    if (blocked !== "") console.error(blocked);
  }
  return false;
}

function isClean({ resources, processes, locks, pendingOperations }: Leftovers): boolean {
  return resources.length + processes.length + locks.length + pendingOperations === 0;
}

/** What a thing is, and nothing of what it holds: some hold secrets. */
function leftJson({ resources, ...others }: Leftovers) {
  return { ...others, resources: resources.map(({ type, id }) => ({ type, id })) };
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
