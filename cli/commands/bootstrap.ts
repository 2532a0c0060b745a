import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command, Option } from "commander";
import pc from "picocolors";
import type { Fleet } from "../../fleet/inventory.ts";
import type { Backends } from "../bootstrap/backend.ts";
import type { Bootstrap } from "../bootstrap/bootstrap.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";

interface BootstrapOptions {
  readonly inventory: string;
  readonly yes?: boolean;
  readonly sandbox?: string;
  readonly json?: boolean;
}

/** `atoll bootstrap`: what an account needs before any other stack, from nothing. */
export function bootstrapCommand(): Command {
  return new Command("bootstrap")
    .description(
      "make what an account needs first: the bucket for states with its key, and the roles of deployments; needs pulumi on PATH, aws too after a crash, and credentials for the account of the state",
    )
    .summary("make what an account needs first")
    .argument("<account>", "name of the account in fleet.yaml")
    .addOption(inventoryOption())
    .option("-y, --yes", "make it without asking")
    .addOption(new Option("--sandbox [dir]", "in the simulated AWS of this folder").preset(DEFAULT_SANDBOX))
    .addOption(jsonOption())
    .action(runBootstrap);
}

async function runBootstrap(account: string, options: BootstrapOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { bootstrapStack } = await import("../../fleet/names.ts");
  const { stateSettings } = await import("../../fleet/state-place.ts");
  const { planStack } = await import("../../plan/plan-stack.ts");
  const { bootstrap } = await import("../bootstrap/bootstrap.ts");
  const { bootstrapText } = await import("../bootstrap/bootstrap-text.ts");
  const { planTable } = await import("../plan-table.ts");
  const fleet = checkedFleet(options.inventory, today());
  const plan = await planStack(fleet, bootstrapStack(account));
  const { backends, inventory } = await placesOf(fleet, plan.stack, options);
  const job: Bootstrap = {
    backends,
    plan,
    stateStack: bootstrapStack(stateSettings(fleet.settings).account),
    inventory,
    talk: {
      mayCancel: () => Promise.resolve(options.yes === true),
      tell: (what) => {
        console.error(pc.dim(`   ${what} ...`));
      },
    },
    mayMake: async () => {
      if (options.json !== true) console.log(planTable(plan));
      return options.yes === true || (await confirmed(account));
    },
  };
  const place = options.sandbox === undefined ? "bucket" : "sandbox";
  const outcome = await bootstrap(job);
  if (options.json === true) printJson({ account, stack: plan.stack, outcome, place });
  else console.log(bootstrapText(fleet.settings, account, outcome, place));
}

interface Places {
  readonly backends: Backends;
  readonly inventory: string;
}

async function placesOf({ settings }: Fleet, stack: string, options: BootstrapOptions): Promise<Places> {
  const { inventory, sandbox } = options;
  if (sandbox === undefined) {
    const { stateBackendUrl, stateSecretsProvider } = await import("../../fleet/state-place.ts");
    const { backendsOnPath } = await import("../bootstrap/backend.ts");
    const backends = backendsOnPath(stateBackendUrl(settings), stateSecretsProvider(settings));
    return { backends, inventory: resolve(inventory) };
  }
  const { sandboxPlaces } = await import("../sandbox/bootstrap-backends.ts");
  return sandboxPlaces(sandbox, stack, {
    inventory,
    account: settings.accounts[settings.state?.account ?? ""]?.id ?? "",
  });
}

async function confirmed(account: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    const { InputError } = await import("../../fleet/check.ts");
    const expected = "--yes, for nobody can be asked here";
    throw new InputError([{ file: `account ${account}`, path: "", expected }]);
  }
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await questions.question(
    `Make this in account ${account}, with your own credentials? (yes/no) `,
  );
  questions.close();
  return answer.trim() === "yes";
}
