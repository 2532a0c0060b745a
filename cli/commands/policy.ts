import { Command } from "commander";
import type { PlannedRelease } from "../../plan/rendered/planned-release.ts";
import { EXIT } from "../exit-codes.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { cacheOption, plannableFleet, plannedStacks } from "../plans/planned-stacks.ts";
import type { RuleChoice } from "../policy/chosen-rules.ts";

interface PolicyOptions extends RuleChoice {
  readonly inventory: string;
  readonly json?: boolean;
  readonly cache: boolean;
  readonly charts?: string;
}

/** `atoll policy`: the rules over the plans of all stacks, without engine or account. */
export function policyCommand(): Command {
  return new Command("policy")
    .description(
      "apply the rules of policy/ to what each stack would register; exit code 3 when a mandatory one is violated, or an exception has expired",
    )
    .argument("[stack...]", "stacks to check; all of the inventory when none is named")
    .addOption(inventoryOption())
    .option("--rule <id...>", "these rules alone")
    .option("--group <group...>", "the rules of these groups alone")
    .addOption(cacheOption())
    .option(
      "--charts <folder>",
      "archives that the helm on PATH renders releases from, to look at their objects (default: .catalog of the checkout)",
    )
    .option("--json", "print what was found as JSON")
    .action(applyRules)
    .addCommand(listCommand())
    .addCommand(explainCommand());
}

function listCommand(): Command {
  return (
    new Command("list")
      .description("show all rules: group, level, and what holds")
      .option("--json", "print them as JSON")
      // The option is that of the command above, too, which reads it wherever it stands.
      .action(async (_options: unknown, command: Command) => {
        const { json } = command.optsWithGlobals<{ readonly json?: boolean }>();
        const { RULES } = await import("../../policy/rules/all.ts");
        const { rulesJson, rulesTable } = await import("../policy/rule-text.ts");
        process.stdout.write(json === true ? rulesJson(RULES) : `${rulesTable(RULES)}\n`);
      })
  );
}

function explainCommand(): Command {
  return new Command("explain")
    .description("say what a rule holds, why, what it answers, and what to do about a violation")
    .argument("<rule>", "id of the rule")
    .action(async (id: string) => {
      const { namedRule } = await import("../policy/chosen-rules.ts");
      const { ruleText } = await import("../policy/rule-text.ts");
      const { default: examples } = await import("../policy/examples.json", { with: { type: "json" } });
      const known: Readonly<Record<string, string>> = examples;
      console.log(ruleText(namedRule(id), known[id]));
    });
}

async function applyRules(names: readonly string[], options: PolicyOptions): Promise<void> {
  const { chosenRules } = await import("../policy/chosen-rules.ts");
  const { chosenStacks, stackEntries } = await import("../../fleet/stack-names.ts");
  const { policyCheck } = await import("../../plan/policy-check.ts");
  const { plannedReleases } = await import("../../plan/rendered/planned-release.ts");
  const { withRenderedObjects } = await import("../policy/rendered-check.ts");
  const { isStopping } = await import("../../policy/report.ts");
  const rules = chosenRules(options);
  const fleet = await plannableFleet(options.inventory, today(), options.cache);
  const stacks = chosenStacks(names, stackEntries(fleet));
  const planned = await plannedStacks(fleet, stacks, options.cache);
  const releases: PlannedRelease[] = [];
  // One plan at a time is in memory, whatever the number of stacks.
  const plans = planned.values().map((one) => {
    const plan = one.read();
    releases.push(...plannedReleases(plan));
    return plan;
  });
  const own = policyCheck(fleet, plans, today(), rules);
  const given = { fleet, releases, rules, today: today(), folder: options.charts };
  const { check, notRendered } = await withRenderedObjects(own, given);
  if (options.json === true) {
    const { policyJson } = await import("../../plan/policy-json.ts");
    process.stdout.write(policyJson(check, notRendered));
  } else {
    const { policyTable } = await import("../policy/policy-table.ts");
    const { notRenderedText } = await import("../policy/not-rendered-text.ts");
    console.log([policyTable(check, rules), ...notRenderedText(notRendered)].join("\n"));
  }
  const isViolated = check.stacks.some(({ judged }) => judged.some(isStopping));
  if (isViolated || check.expired.length > 0) process.exitCode = EXIT.violated;
}
