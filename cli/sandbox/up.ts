import pc from "picocolors";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { changes, operate, type OperationName } from "../../sandbox/engine/operation.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { Phase } from "./phase.ts";
import { failureText, stepsTable, totals } from "./show.ts";

export interface SandboxOptions {
  readonly dir: string;
  readonly inventory: string;
}

/** Opens the sandbox under a phase of its own. */
export async function opened(stack: string, { dir, inventory }: SandboxOptions): Promise<Sandbox> {
  const phase = new Phase("tools and sandbox");
  const sandbox = await openSandbox(dir, (status) => {
    phase.say(status);
  });
  await openStack(sandbox, stack, inventory);
  phase.done(pc.dim(sandbox.dir));
  return sandbox;
}

const TITLES: Readonly<Record<OperationName, string>> = {
  up: "preview and update",
  preview: "preview",
  refresh: "refresh",
  destroy: "destroy",
};

/** Runs one operation of the real engine on a stack of the sandbox, and prints what it did. */
export async function runStackOperation(
  name: OperationName,
  stack: string,
  options: SandboxOptions,
): Promise<void> {
  const sandbox = await opened(stack, options);
  const phase = new Phase(`${TITLES[name]} of ${stack}`);
  let count = 0;
  const report = await operate(sandbox, { name, stack }, (step, preview) => {
    count += 1;
    phase.note(`${preview ? "preview" : name} ${count}: ${step.name}`);
  });
  if (!report.succeeded) {
    phase.failed();
    console.error(failureText(stack, report));
    process.exitCode = 1;
    return;
  }
  phase.done();
  const changed = changes(report);
  if (changed.length === 0) {
    console.log(
      `${pc.green("no changes")}: all ${report.steps.length} resources of ${stack} are as the program wants them`,
    );
  } else {
    console.log(stepsTable(changed));
    console.log(`${stack}: ${totals(report.steps)}, in the simulated AWS of ${sandbox.dir}`);
  }
  if (name === "up") console.log(nextSteps(stack, changed.length === 0));
}

/** What a newcomer may try now. */
function nextSteps(stack: string, again: boolean): string {
  const other = stack === "dev" ? "prod" : "dev";
  const first = again ? `npm run up -- ${other}` : "npm run up";
  return [
    "",
    "What to try next:",
    `  ${first.padEnd(38)} ${again ? "bring up another cluster" : "again: nothing changes"}`,
    `  ${"npx atoll addresses show --subnets".padEnd(38)} who holds which addresses`,
    `  ${`npx atoll plan ${stack}`.padEnd(38)} the same resources, without any engine`,
    `  ${`edit inventory/clusters/${stack}.yaml`.padEnd(38)} then: npx atoll diff HEAD`,
    `  ${"npm run down".padEnd(38)} tear everything down`,
  ].join("\n");
}
