import pc from "picocolors";
import { openSandbox, openStack, selectStack } from "../../sandbox/engine/open.ts";
import {
  changes,
  type OnStep,
  operate,
  type OperationName,
  type OperationReport,
} from "../../sandbox/engine/operation.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { simulateNodePools } from "../../sandbox/clusters/node-pool-simulator.ts";
import { writeKubeconfig } from "../../sandbox/engine/kubeconfig.ts";
import { provideOutside } from "../../sandbox/engine/outside-clusters.ts";
import { provideZone } from "../../sandbox/engine/outside-zone.ts";
import { policyFlags } from "../../sandbox/engine/policy-pack.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { chosenStacks, stackEntries } from "../../fleet/stack-names.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { DEFAULT_INVENTORY, today } from "../inventory-option.ts";
import { whileWatching } from "../teardown/hanging-destroy.ts";
import { momentOf } from "../teardown/job.ts";
import { withClusters } from "../teardown/live-clusters.ts";
import { blockedText } from "./blocked.ts";
import { failureText } from "./failure.ts";
import { interruptible } from "./interrupt.ts";
import { EXIT } from "../exit-codes.ts";
import { Phase } from "../phase.ts";
import { printJson } from "../report.ts";
import { nextSteps } from "./next-steps.ts";
import { sandboxJob } from "./teardown-job.ts";
import { nodesText } from "./nodes.ts";
import { operationJson } from "./operation-json.ts";
import { hasRegion } from "./region-first.ts";
import { adviceText, violationText } from "./policy-text.ts";
import { stepsTable, totals } from "./show.ts";

export interface SandboxOptions {
  readonly dir: string;
  readonly inventory: string;
  /** Whether the rules of the policy pack are applied. @default true */
  readonly policy?: boolean;
  /** Whether a program reads what comes of it. @default false */
  readonly json?: boolean;
}

/** Opens the sandbox under a phase of its own. */
async function opened(fleet: Fleet, stack: string, { dir, inventory }: SandboxOptions): Promise<Sandbox> {
  const phase = new Phase("tools and sandbox");
  const sandbox = await openSandbox(dir, (status) => {
    phase.say(status);
  });
  await openStack(sandbox, stack, inventory);
  await selectStack(sandbox, stack);
  provideZone(sandbox, fleet);
  await provideOutside(sandbox, fleet, stack);
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
  const fleet = checkedFleet(options.inventory, today());
  chosenStacks([stack], stackEntries(fleet));
  const sandbox = await opened(fleet, stack, options);
  if (name !== "destroy" && !(await hasRegion(sandbox, { fleet, stack }, options.inventory))) return;
  const phase = new Phase(`${TITLES[name]} of ${stack}`);
  const flags = RULED.has(name) && options.policy !== false ? policyFlags(sandbox) : [];
  const operation = () => operate(sandbox, { name, stack, flags }, progress(phase, name));
  const report = await interruptible(() =>
    name === "destroy" ? watched({ sandbox, stack }, phase, operation) : operation(),
  );
  writeKubeconfig(sandbox, stack);
  if (options.json === true) {
    await tellProgram(name, { sandbox, stack, phase }, report);
    return;
  }
  const advice = adviceText(report, `npx atoll policy ${stack}${inventoryFlag(options)}`);
  if (!report.succeeded) {
    phase.failed();
    const blocked = await blockedText(sandbox, stack, { succeeded: false, said: report.messages.join("\n") });
    say(console.error, [violationText(report), failureText(stack, report, sandbox.dir), blocked, advice]);
    process.exitCode = 1;
    return;
  }
  phase.done();
  showChanges(name, { sandbox, stack, phase }, report);
  say(console.log, [advice]);
  if (name !== "up") return;
  say(console.log, [nodesText(await simulateNodePools(sandbox.clusters, stack))]);
  console.log(nextSteps({ ...options, stack, fleet, again: changes(report).length === 0 }));
}

interface Told {
  readonly sandbox: Sandbox;
  readonly stack: string;
  readonly phase: Phase;
}

function showChanges(name: OperationName, { sandbox, stack }: Told, report: OperationReport): void {
  const changed = changes(report);
  if (changed.length === 0) {
    console.log(
      `${pc.green("no changes")}: all ${report.steps.length} resources of ${stack} are as the program wants them`,
    );
    return;
  }
  const preview = name === "preview";
  console.log(stepsTable(changed, preview));
  console.log(`${stack}: ${totals(report.steps, preview)}, in the simulated AWS of ${sandbox.dir}`);
}

async function tellProgram(name: OperationName, told: Told, report: OperationReport): Promise<void> {
  const { sandbox, stack, phase } = told;
  if (report.succeeded) phase.done();
  else {
    phase.failed();
    process.exitCode = EXIT.failed;
  }
  const isUp = name === "up" && report.succeeded;
  const nodes = isUp ? { nodes: await simulateNodePools(sandbox.clusters, stack) } : {};
  printJson({ ...operationJson(name, stack, report), ...nodes });
}

/** Prints what is not empty. */
function say(print: (text: string) => void, texts: readonly string[]): void {
  for (const text of texts) if (text !== "") print(text);
}

const inventoryFlag = ({ inventory }: SandboxOptions): string =>
  inventory === DEFAULT_INVENTORY ? "" : ` -i ${inventory}`;

/** Tells of objects whose deletion hangs. They are not let go: a destroy may be a mistake, and their clean-up matters. */
async function watched<Result>(
  { sandbox, stack }: { readonly sandbox: Sandbox; readonly stack: string },
  phase: Phase,
  operation: () => Promise<Result>,
): Promise<Result> {
  const job = sandboxJob(sandbox, stack);
  const tell = (object: string): void => {
    phase.tell(`waits for the finalizer of ${object}, which nobody seems to serve`);
  };
  const { ground } = await momentOf(job);
  return withClusters({ tools: job.tools, ground }, (clusters) =>
    whileWatching({ clusters, releases: false, tell }, operation),
  );
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
