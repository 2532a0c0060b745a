import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlannedStack } from "../../plan/pool/planned-stack.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { cacheOption, plannableFleet, plannedStacks } from "../plans/planned-stacks.ts";
import { makeFolder, writeOut } from "../write-out.ts";

interface PlanOptions {
  readonly inventory: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly skipUnknown?: boolean;
  readonly cache: boolean;
}

/** `atoll plan`: what each stack would register, without engine or account. */
export function planCommand(): Command {
  return new Command("plan")
    .description("record what the program would register, offline")
    .argument("[stack...]", "stacks to plan; all of the inventory when none is named")
    .addOption(inventoryOption())
    .option("--json", "print the plans as canonical JSON, always as a list")
    .option("--out <dir>", "write each plan as canonical JSON to <dir>/<stack>.json")
    .addOption(cacheOption())
    .option("--skip-unknown", "leave out stacks that the inventory lacks, instead of refusing them")
    .action(recordPlans);
}

async function recordPlans(names: readonly string[], options: PlanOptions): Promise<void> {
  const { chosenStacks, stackEntries } = await import("../../fleet/stack-names.ts");
  const fleet = await plannableFleet(options.inventory, today(), options.cache);
  const entries = stackEntries(fleet);
  const isSkipping = options.skipUnknown === true && names.length > 0;
  const known = isSkipping ? names.filter((name) => entries.includes(name)) : names;
  const stacks = isSkipping && known.length === 0 ? [] : chosenStacks(known, entries);
  await show(await plannedStacks(fleet, stacks, options.cache), options);
  if (options.json !== true && options.out === undefined) await tellHandWork(fleet, stacks);
}

/** What the planned links leave to people. */
async function tellHandWork(fleet: Fleet, stacks: readonly string[]): Promise<void> {
  const { handWork } = await import("../../fleet/links/link-sides.ts");
  for (const link of fleet.links.values()) {
    const left = stacks.includes(link.id) ? handWork(link) : undefined;
    if (left !== undefined) console.log(`note links/${link.id}.yaml: ${left}`);
  }
}

async function show(stacks: readonly PlannedStack[], { out, json }: PlanOptions): Promise<void> {
  const { planText, plansText } = await import("../../plan/canonical.ts");
  if (out !== undefined) {
    makeFolder(out);
    for (const one of stacks) writeOut(join(out, `${one.stack}.json`), planText(one.read()));
    console.error(`wrote ${stacks.length === 1 ? "1 plan" : `${stacks.length} plans`} to ${out}`);
  }
  if (json === true) {
    const plans = stacks.values().map((one) => one.read());
    await pipeline(Readable.from(plansText(plans)), process.stdout, { end: false });
  }
  if (out !== undefined || json === true) return;
  const { planTable, plansTable } = await import("../plan-table.ts");
  const [first] = stacks;
  console.log(first !== undefined && stacks.length === 1 ? planTable(first.read()) : plansTable(stacks));
}
