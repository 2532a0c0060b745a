import { hostname } from "node:os";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import { execa } from "execa";
import pc from "picocolors";
import { inventoryOption, today } from "../inventory-option.ts";
import type { LockOwner } from "../recover/lock-owner.ts";
import type { Recovery } from "../recover/recover.ts";
import type { Tools } from "../recover/tools.ts";

interface RecoverOptions {
  readonly inventory: string;
  readonly yes?: boolean;
  readonly sandbox?: string | true;
}

/** `atoll recover`: what to run after a Pulumi process was killed, before the next `up`. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description("finish what a killed Pulumi process left: its lock, and creates whose end nobody saw")
    .argument("<stack>", "cluster of the inventory")
    .addOption(inventoryOption())
    .option("-y, --yes", "cancel the lock without asking")
    .addOption(new Option("--sandbox [dir]", "a stack of the sandbox in this folder").preset(".sandbox"))
    .action(recover);
}

async function recover(stack: string, options: RecoverOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { planStack } = await import("../../plan/plan-stack.ts");
  const { lockOwner, cancelLock } = await import("../recover/lock-owner.ts");
  const { restoreCheckpoint } = await import("../recover/checkpoint.ts");
  const { recoverStack } = await import("../recover/recover.ts");
  const plan = await planStack(checkedFleet(options.inventory, today()), stack);
  const tools = await toolsFor(options);
  const owner = await lockOwner(tools, stack);
  if (owner === undefined) console.log(`${pc.green("ok")} nobody holds the lock of ${stack}`);
  else {
    console.log(ownerText(stack, owner));
    await assertGone(owner);
    if (options.yes !== true && !(await confirmed())) return;
    await cancelLock(tools, stack);
    console.log(`${pc.green("ok")} lock cancelled`);
  }
  const restored = await restoreCheckpoint(tools, stack);
  if (restored !== undefined)
    console.log(`${pc.yellow("cut off")} ${restored}: its last backup is taken back, the rest is looked up`);
  const recovery = await recoverStack(tools, plan, (what) => {
    console.error(pc.dim(`   ${what} ...`));
  });
  console.log(
    recoveryText(stack, recovery, options.sandbox === undefined ? "pulumi up --stack" : "npm run up --"),
  );
  if (recovery.resources.some(({ outcome }) => outcome === "ambiguous")) process.exitCode = 1;
}

async function toolsFor({ sandbox }: RecoverOptions): Promise<Tools> {
  if (sandbox === undefined) {
    const { toolsOnPath } = await import("../recover/tools.ts");
    return toolsOnPath(resolve(import.meta.dirname, "../.."));
  }
  const { sandboxTools } = await import("../sandbox/recovery-tools.ts");
  return sandboxTools(sandbox === true ? ".sandbox" : sandbox);
}

function ownerText(stack: string, { message, user, host, pid, since }: LockOwner): string {
  if (user === undefined) return `${pc.yellow("locked")} ${stack}: ${message}`;
  return `${pc.yellow("locked")} ${stack}: by ${user} on ${host ?? "?"}, process ${pid ?? "?"}, since ${since ?? "?"}`;
}

/** Refuses while the owner still works, as far as this machine can see. */
async function assertGone({ host, pid }: LockOwner): Promise<void> {
  if (host !== hostname() || pid === undefined) return;
  const { stdout } = await execa("ps", ["-p", `${pid}`, "-o", "comm="], { reject: false });
  if (!stdout.includes("pulumi")) return;
  const { InputError } = await import("../../fleet/check.ts");
  const expected = "a lock whose owner is gone";
  const got = `process ${pid}, which runs on this machine`;
  throw new InputError([{ file: "lock", path: "", expected, got, hint: "let it end, or stop it, first" }]);
}

async function confirmed(): Promise<boolean> {
  const { InputError } = await import("../../fleet/check.ts");
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
  process.exitCode = 1;
  return false;
}

const OUTCOMES = {
  finished: pc.green("finished"),
  "never-made": pc.dim("never made"),
  ambiguous: pc.red("ambiguous"),
} as const;

function recoveryText(stack: string, { resources, strays }: Recovery, next: string): string {
  const lines = resources.map(({ type, name, outcome, ids }) =>
    [OUTCOMES[outcome], type.slice(type.lastIndexOf(":") + 1), name, ids.join(", ")].join(" ").trimEnd(),
  );
  const ambiguous = resources.filter(({ outcome }) => outcome === "ambiguous");
  return [
    ...lines,
    ...strays.map(
      ({ arn }) => `${pc.yellow("stray")} ${arn}: carries the tag of ${stack}, and is in no state`,
    ),
    ...(ambiguous.length === 0
      ? []
      : ["several resources say they are one: delete what is too much, then recover again"]),
    `${pc.green("ok")} the state of ${stack} is what the cloud has; next: ${next} ${stack}`,
  ].join("\n");
}
