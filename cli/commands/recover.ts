import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import pc from "picocolors";
import { InputError } from "../../fleet/check.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import type { Cluster } from "../../fleet/inventory.ts";
import type { Plan } from "../../plan/plan.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";

interface RecoverOptions {
  readonly inventory: string;
  readonly yes?: boolean;
  readonly sandbox?: string;
  readonly lostState?: boolean;
  readonly json?: boolean;
}

/** `atoll recover`: what to run after a Pulumi process was killed, before the next `up`. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description(
      "finish what a killed Pulumi process left: its lock, and creates whose end nobody saw; needs pulumi and aws on PATH, kubectl too for a cluster, and credentials",
    )
    .summary("finish what a killed Pulumi process left")
    .argument("<stack>", "cluster, region or link of the inventory")
    .addOption(inventoryOption())
    .option("-y, --yes", "cancel the lock without asking")
    .option("--lost-state", "show what a state that was lost as a whole had; with --yes, make it anew")
    .addOption(new Option("--sandbox [dir]", "a stack of the sandbox in this folder").preset(DEFAULT_SANDBOX))
    .addOption(jsonOption())
    .action(recover);
}

async function recover(stack: string, options: RecoverOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { planStack } = await import("../../plan/plan-stack.ts");
  const { needsPeople, recoverStack } = await import("../recover/recover.ts");
  const { remakeState } = await import("../recover/lost-state.ts");
  const { cellOf } = await import("../../fleet/stack-names.ts");
  const { ownerText, recoveryJson, recoveryText } = await import("../recover/recovery-text.ts");
  const fleet = checkedFleet(options.inventory, today());
  const plan = await planStack(fleet, stack);
  const tools = await toolsFor(options, fleet.clusters.get(stack) ?? cellOf(fleet, stack)?.cluster);
  if (options.lostState === true && options.yes !== true) {
    await showImport(tools, plan);
    return;
  }
  const finished = options.lostState === true ? remakeState : recoverStack;
  const recovery = await finished(tools, plan, {
    mayCancel: async (owner) => {
      if (options.json === true) console.error(ownerText(stack, owner));
      else console.log(ownerText(stack, owner));
      return options.yes === true || (await confirmed());
    },
    tell: (what) => {
      console.error(pc.dim(`   ${what} ...`));
    },
  });
  const looksBad = recovery === undefined || needsPeople(recovery, plan);
  if (looksBad) process.exitCode = 1;
  if (options.json === true) {
    printJson({ stack, finished: !looksBad, ...(recovery === undefined ? {} : recoveryJson(recovery)) });
    return;
  }
  if (recovery === undefined) return;
  const dir = options.sandbox === DEFAULT_SANDBOX ? "" : ` --dir ${options.sandbox ?? ""}`;
  const up = options.sandbox === undefined ? `pulumi up --stack ${stack}` : `npm run up -- ${stack}${dir}`;
  console.log(recoveryText(stack, recovery, looksBad ? undefined : up));
}

/** The file goes where it can be redirected to, and what is not in it goes to people. */
async function showImport(tools: ClusterTools, plan: Plan): Promise<void> {
  const { lostStatePlan } = await import("../recover/lost-state.ts");
  const { importFileText, importNotesText } = await import("../recover/recovery-text.ts");
  const found = await lostStatePlan(tools, plan);
  console.log(importFileText(found));
  const notes = importNotesText(found);
  if (notes !== "") console.error(notes);
}

async function toolsFor({ sandbox }: RecoverOptions, cluster: Cluster | undefined): Promise<ClusterTools> {
  if (sandbox === undefined) {
    const { toolsOnPath } = await import("../recover/tools.ts");
    const { withKubectl } = await import("../cluster/kubectl-on-path.ts");
    return withKubectl(toolsOnPath(resolve(import.meta.dirname, "../..")), cluster);
  }
  const { sandboxTools } = await import("../sandbox/recovery-tools.ts");
  const { resumed } = await import("../sandbox/servers.ts");
  await resumed(sandbox);
  return sandboxTools(sandbox);
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    const expected = "--yes, for nobody can be asked here";
    throw new InputError([
      { file: "lock", path: "", expected, hint: "make sure first that its owner is gone" },
    ]);
  }
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await questions.question(
    "Is that process gone for good? Its lock will be cancelled. (yes/no) ",
  );
  questions.close();
  if (answer.trim() === "yes") return true;
  console.error("nothing was changed");
  return false;
}
