import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import pc from "picocolors";
import { InputError } from "../../fleet/check.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import type { Tools } from "../recover/tools.ts";

interface RecoverOptions {
  readonly inventory: string;
  readonly yes?: boolean;
  readonly sandbox?: string;
  readonly lostState?: boolean;
}

/** `atoll recover`: what to run after a Pulumi process was killed, before the next `up`. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description("finish what a killed Pulumi process left: its lock, and creates whose end nobody saw")
    .argument("<stack>", "cluster of the inventory")
    .addOption(inventoryOption())
    .option("-y, --yes", "cancel the lock without asking")
    .option("--lost-state", "show what a state that was lost as a whole had; with --yes, make it anew")
    .addOption(new Option("--sandbox [dir]", "a stack of the sandbox in this folder").preset(DEFAULT_SANDBOX))
    .action(recover);
}

async function recover(stack: string, options: RecoverOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { planStack } = await import("../../plan/plan-stack.ts");
  const { lostStatePlan, needsPeople, recoverStack, remakeState } = await import("../recover/recover.ts");
  const { importPlanText, ownerText, recoveryText } = await import("../recover/recovery-text.ts");
  const plan = await planStack(checkedFleet(options.inventory, today()), stack);
  const tools = await toolsFor(options);
  if (options.lostState === true && options.yes !== true) {
    console.log(importPlanText(await lostStatePlan(tools, plan)));
    return;
  }
  const finished = options.lostState === true ? remakeState : recoverStack;
  const recovery = await finished(tools, plan, {
    mayCancel: async (owner) => {
      console.log(ownerText(stack, owner));
      return options.yes === true || (await confirmed());
    },
    tell: (what) => {
      console.error(pc.dim(`   ${what} ...`));
    },
  });
  const looksBad = recovery === undefined || needsPeople(recovery, plan);
  if (looksBad) process.exitCode = 1;
  if (recovery === undefined) return;
  const dir = options.sandbox === DEFAULT_SANDBOX ? "" : ` --dir ${options.sandbox ?? ""}`;
  const up = options.sandbox === undefined ? `pulumi up --stack ${stack}` : `npm run up -- ${stack}${dir}`;
  console.log(recoveryText(stack, recovery, looksBad ? undefined : up));
}

async function toolsFor({ sandbox }: RecoverOptions): Promise<Tools> {
  if (sandbox === undefined) {
    const { toolsOnPath } = await import("../recover/tools.ts");
    return toolsOnPath(resolve(import.meta.dirname, "../.."));
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
