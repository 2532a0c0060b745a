import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";

interface PolicyOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

/** Exit code when a mandatory rule is violated: not that of a fault of the input, or of a bug. */
const VIOLATED = 3;

/** `atoll policy`: the rules over the plans of all stacks, without engine or account. */
export function policyCommand(): Command {
  return new Command("policy")
    .description(
      "apply the rules of policy/ to what each stack would register; exit code 3 when one is violated",
    )
    .argument("[stack...]", "stacks to check; all of the inventory when none is named")
    .addOption(inventoryOption())
    .option("--json", "print what was found as JSON")
    .action(applyRules);
}

async function applyRules(names: readonly string[], options: PolicyOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { chosenStacks, stackEntries } = await import("../../fleet/stack-names.ts");
  const { planStacks } = await import("../../plan/plan-stack.ts");
  const { policyCheck } = await import("../../plan/policy-check.ts");
  const { stackProgress } = await import("../progress.ts");
  const { isStopping } = await import("../../policy/report.ts");
  const { RULES } = await import("../../policy/rules/all.ts");
  const fleet = checkedFleet(options.inventory, today());
  const stacks = chosenStacks(names, stackEntries(fleet));
  const plans = await planStacks(fleet, stacks, stackProgress("planning", stacks.length));
  const check = policyCheck(fleet, plans, today());
  if (options.json === true) {
    const { policyJson } = await import("../../plan/policy-json.ts");
    process.stdout.write(policyJson(check));
  } else {
    const { policyTable } = await import("../policy-table.ts");
    console.log(policyTable(check, RULES));
  }
  if (check.stacks.some(({ judged }) => judged.some(isStopping))) process.exitCode = VIOLATED;
}
