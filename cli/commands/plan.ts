import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import type { Fleet } from "../../fleet/inventory.ts";
import type { Plan } from "../../plan/plan.ts";
import { inventoryOption, today } from "../inventory-option.ts";

interface PlanOptions {
  readonly inventory: string;
  readonly json?: boolean;
  readonly out?: string;
  readonly skipUnknown?: boolean;
}

/** `atoll plan`: what each stack would register, without engine or account. */
export function planCommand(): Command {
  return new Command("plan")
    .description("record what the program would register, offline")
    .argument("[stack...]", "stacks to plan; all of the inventory when none is named")
    .addOption(inventoryOption())
    .option("--json", "print the plans as canonical JSON, always as a list")
    .option("--out <dir>", "write each plan as canonical JSON to <dir>/<stack>.json")
    .option("--skip-unknown", "leave out stacks that the inventory lacks, instead of refusing them")
    .action(recordPlans);
}

async function recordPlans(names: readonly string[], options: PlanOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { chosenStacks, stackEntries } = await import("../../fleet/stack-names.ts");
  const fleet = checkedFleet(options.inventory, today());
  const entries = stackEntries(fleet);
  const isSkipping = options.skipUnknown === true && names.length > 0;
  const known = isSkipping ? names.filter((name) => entries.includes(name)) : names;
  const stacks = isSkipping && known.length === 0 ? [] : chosenStacks(known, entries);
  const { planStacks } = await import("../../plan/plan-stack.ts");
  const { stackProgress } = await import("../progress.ts");
  const plans = await planStacks(fleet, stacks, stackProgress("planning", stacks.length));
  await show(plans, options);
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

async function show(plans: readonly Plan[], { out, json }: PlanOptions): Promise<void> {
  const { planText, plansText } = await import("../../plan/canonical.ts");
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    for (const plan of plans) writeFileSync(join(out, `${plan.stack}.json`), planText(plan));
    console.error(`wrote ${plans.length === 1 ? "1 plan" : `${plans.length} plans`} to ${out}`);
  }
  if (json === true) process.stdout.write(plansText(plans));
  if (out !== undefined || json === true) return;
  const { planTable, plansTable } = await import("../plan-table.ts");
  const [first] = plans;
  console.log(first !== undefined && plans.length === 1 ? planTable(first) : plansTable(plans));
}
