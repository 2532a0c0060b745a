import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface InitOptions {
  readonly inventory: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

const ROOT = resolve(import.meta.dirname, "../..");

/** `atoll stack`: the files by which Pulumi knows the stacks of the inventory. */
export function stackCommand(): Command {
  const command = new Command("stack")
    .description("write the files by which Pulumi knows stacks")
    .summary("write the files that Pulumi knows stacks by");
  command
    .command("init")
    .description("write Pulumi.<stack>.yaml for every entry that lacks one; values that are there stay")
    .argument("[stack...]", "stacks; all of the inventory when none is named")
    .addOption(inventoryOption())
    .option("--check", "write nothing; fail when a file is missing or incomplete")
    .addOption(jsonOption())
    .action(initStacks);
  return command;
}

async function initStacks(names: readonly string[], { inventory, check, json }: InitOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { chosenStacks, stackEntries } = await import("../../fleet/stack-names.ts");
  const { stateSecretsProvider } = await import("../../fleet/state-place.ts");
  const { incompleteStacks, initText, strayFiles, unmet } = await import("../stack/stack-init.ts");
  const { writeStackFile } = await import("../stack/stack-file.ts");
  const { settings, ...entries } = checkedFleet(inventory, today());
  const stacks = chosenStacks(names, stackEntries(entries));
  const wanted = { secretsProvider: stateSecretsProvider(settings), inventory };
  const incomplete = incompleteStacks(ROOT, stacks, wanted);
  if (check !== true) for (const stack of incomplete) writeStackFile(ROOT, stack, wanted);
  const strays = strayFiles(readdirSync(ROOT), stackEntries(entries), Object.keys(settings.accounts));
  const said = { stacks, incomplete, strays, ...unmet(ROOT, stacks, entries.clusters) };
  if (json === true) printJson({ ...said, written: check !== true && incomplete.length > 0 });
  else console.log(initText(settings, { ...said, isCheck: check === true }));
  if (check === true && incomplete.length > 0) process.exitCode = 1;
}
