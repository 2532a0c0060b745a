import pc from "picocolors";
import { openSandbox, openStack } from "../../sandbox/engine/open.ts";
import { changes, type OnStep, operate, type OperationName } from "../../sandbox/engine/operation.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { writeKubeconfig } from "../../sandbox/engine/kubeconfig.ts";
import { policyFlags } from "../../sandbox/engine/policy-pack.ts";
import { chosenStacks } from "../../fleet/stack-names.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { DEFAULT_INVENTORY, today } from "../inventory-option.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import { failureText } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import { Phase } from "./phase.ts";
import { policyText } from "./policy-text.ts";
import { stepsTable, totals } from "./show.ts";

export interface SandboxOptions {
  readonly dir: string;
  readonly inventory: string;
  /** Whether the rules of the policy pack are applied. @default true */
  readonly policy?: boolean;
}

/** Opens the sandbox under a phase of its own. */
async function opened(stack: string, { dir, inventory }: SandboxOptions): Promise<Sandbox> {
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

/** Operations in which the engine applies rules. */
const RULED: ReadonlySet<OperationName> = new Set(["up", "preview"]);

/** Runs one operation of the real engine on a stack of the sandbox, and prints what it did. */
export async function runStackOperation(
  name: OperationName,
  stack: string,
  options: SandboxOptions,
): Promise<void> {
  const entries = [...checkedFleet(options.inventory, today()).clusters.keys()].sort();
  chosenStacks([stack], entries);
  const sandbox = await opened(stack, options);
  const phase = new Phase(`${TITLES[name]} of ${stack}`);
  const flags = RULED.has(name) && options.policy !== false ? policyFlags(sandbox) : [];
  const report = await interruptible(() => operate(sandbox, { name, stack, flags }, progress(phase, name)));
  writeKubeconfig(sandbox);
  const ruled = policyText(report);
  if (!report.succeeded) {
    phase.failed();
    if (ruled !== "") console.error(ruled);
    console.error(failureText(stack, report));
    process.exitCode = 1;
    return;
  }
  phase.done();
  if (ruled !== "") console.log(ruled);
  const changed = changes(report);
  if (changed.length === 0) {
    console.log(
      `${pc.green("no changes")}: all ${report.steps.length} resources of ${stack} are as the program wants them`,
    );
  } else {
    const preview = name === "preview";
    console.log(stepsTable(changed, preview));
    console.log(`${stack}: ${totals(report.steps, preview)}, in the simulated AWS of ${sandbox.dir}`);
  }
  if (name === "up") console.log(nextSteps({ stack, options, entries, again: changed.length === 0 }));
}

/** Counts the steps of a preview, and then those of the operation against them. */
function progress(phase: Phase, name: OperationName): OnStep {
  const counts = { preview: 0, operation: 0 };
  return (step, preview) => {
    counts[preview ? "preview" : "operation"] += 1;
    const done = preview ? `preview ${counts.preview}` : `${name} ${counts.operation}${of(counts.preview)}`;
    phase.note(`${done}: ${step.name}`);
  };
}

const of = (total: number): string => (total === 0 ? "" : ` of ${total}`);

interface Done {
  readonly stack: string;
  readonly options: SandboxOptions;
  readonly entries: readonly string[];
  /** Whether nothing was left to do. */
  readonly again: boolean;
}

/** What a newcomer may try now, with the folders of this run. */
function nextSteps({ stack, options: { dir, inventory }, entries, again }: Done): string {
  const other = entries.find((entry) => entry !== stack);
  const from = inventory === DEFAULT_INVENTORY ? "" : ` -i ${inventory}`;
  const flags = `${from}${dir === DEFAULT_SANDBOX ? "" : ` --dir ${dir}`}`;
  const up = (name: string): string => {
    const words = `${name === "dev" ? "" : ` ${name}`}${flags}`;
    return `npm run up${words === "" ? "" : ` --${words}`}`;
  };
  const steps = [
    again && other !== undefined
      ? [up(other), "bring up another cluster"]
      : [up(stack), "again: nothing changes"],
    [`npx atoll addresses show --subnets${from}`, "who holds which addresses"],
    [`npx atoll plan ${stack}${from}`, "the same resources, without any engine"],
    [`edit ${inventory}/clusters/${stack}.yaml`, `then: npx atoll diff HEAD${from}`],
    [`npm run down${flags === "" ? "" : ` --${flags}`}`, "tear everything down"],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  const lines = steps.map(([command, why]) => `  ${command.padEnd(width)}  ${why}`);
  return ["", "What to try next:", ...lines].join("\n");
}
