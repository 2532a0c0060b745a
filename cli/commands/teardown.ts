import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { EXIT } from "../exit-codes.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import type { Job } from "../teardown/job.ts";

interface TeardownOptions {
  readonly inventory: string;
  readonly run?: boolean;
  readonly confirm?: string;
  readonly sandbox?: string;
  readonly json?: boolean;
}

/** `atoll teardown`: takes a whole stack away, in the order in which nothing is left behind. */
export function teardownCommand(): Command {
  return new Command("teardown")
    .description(
      "show what taking a stack away would do, or do it with --run; needs pulumi and aws on PATH, kubectl too for a cluster, and credentials",
    )
    .summary("show what taking a stack away does, or do it")
    .argument("<stack>", "retiring cluster, region or link of the inventory")
    .addOption(inventoryOption())
    .option("--run", "run the three steps, after a typed confirmation")
    .option("--confirm <name>", "the stack's name, where nobody can be asked")
    .addOption(new Option("--sandbox [dir]", "a stack of the sandbox in this folder").preset(DEFAULT_SANDBOX))
    .addOption(jsonOption())
    .action(tearDownStack);
}

async function tearDownStack(stack: string, options: TeardownOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { teardownFaults } = await import("../../fleet/teardown.ts");
  const fleet = checkedFleet(options.inventory, today());
  const faults = teardownFaults(fleet, stack, today());
  if (faults.length > 0) throw new InputError(faults);
  const job = await jobFor(fleet, stack, options);
  const { overviewOf } = await import("../teardown/overview.ts");
  const { overviewJson, overviewText } = await import("../teardown/teardown-text.ts");
  const overview = await overviewOf(job);
  const isJson = options.json === true;
  if (!isJson) console.log(overviewText(overview, commandLine(stack, options)));
  else if (options.run !== true) printJson(overviewJson(overview));
  if (options.run !== true) return;
  if (overview.pending > 0 || !(await confirmed(stack, options.confirm))) {
    if (isJson) printJson({ ...overviewJson(overview), end: "refused" });
    process.exitCode = EXIT.failed;
    return;
  }
  await runAndReport(job, isJson);
}

async function runAndReport(job: Job, isJson: boolean): Promise<void> {
  const { runSteps } = await import("../teardown/steps.ts");
  const { endText, leftoversText } = await import("../teardown/teardown-text.ts");
  const { leftovers } = await import("../teardown/leftovers.ts");
  const { momentOf } = await import("../teardown/job.ts");
  // After the destroy the state no longer says where the stack was.
  const { ground } = await momentOf(job);
  const end = await runSteps(job);
  const { stack } = job;
  if (!isJson) console.log(endText(stack, end));
  if (end.step !== "done") {
    if (isJson) printJson({ stack, end: end.step, ...("left" in end ? { left: end.left } : {}) });
    process.exitCode = EXIT.failed;
    return;
  }
  const { KnownThings } = await import("../recover/known-things.ts");
  const nothing = new KnownThings({ deployment: {} });
  const left = await leftovers({ ...ground, known: nothing });
  if (isJson) printJson({ stack, end: "done", leftovers: left });
  else console.log(leftoversText(stack, left));
}

async function jobFor(fleet: Fleet, stack: string, { sandbox, inventory }: TeardownOptions): Promise<Job> {
  const { planStack } = await import("../../plan/plan-stack.ts");
  const { goneClusters } = await import("../../fleet/teardown.ts");
  const plan = await planStack(fleet, stack);
  const gone = goneClusters(fleet);
  if (sandbox !== undefined) {
    const { openedJob } = await import("../sandbox/teardown-job.ts");
    return { ...(await openedJob({ dir: sandbox, inventory }, stack, plan)), gone };
  }
  const { toolsOnPath } = await import("../recover/tools.ts");
  const { withKubectl } = await import("../cluster/kubectl-on-path.ts");
  const { jobOnPath } = await import("../teardown/job-on-path.ts");
  const { cellOf } = await import("../../fleet/stack-names.ts");
  const cluster = fleet.clusters.get(stack) ?? cellOf(fleet, stack)?.cluster;
  const tools = withKubectl(toolsOnPath(resolve(import.meta.dirname, "../..")), cluster);
  return jobOnPath(tools, { stack, plan, gone });
}

function commandLine(stack: string, { sandbox, inventory }: TeardownOptions): string {
  const from = inventory === "inventory" ? "" : ` -i ${inventory}`;
  const where =
    sandbox === undefined ? "" : sandbox === DEFAULT_SANDBOX ? " --sandbox" : ` --sandbox ${sandbox}`;
  return `npx atoll teardown ${stack}${from}${where} --run`;
}

/** Whether the name was typed: a slip of the hand must not take a cluster away. */
async function confirmed(stack: string, given: string | undefined): Promise<boolean> {
  const fault = { file: "--confirm", path: "", expected: JSON.stringify(stack) };
  if (given !== undefined) {
    if (given === stack) return true;
    throw new InputError([
      { ...fault, got: JSON.stringify(given), hint: "type the name of what is torn down" },
    ]);
  }
  if (!process.stdin.isTTY)
    throw new InputError([{ ...fault, got: "nothing", hint: "nobody can be asked here" }]);
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await questions.question(
    `All of this goes, and its data with it. To tear it down, type its name: `,
  );
  questions.close();
  if (answer.trim() === stack) return true;
  console.error("nothing was changed");
  return false;
}
