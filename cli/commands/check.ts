import { Command } from "commander";
import pc from "picocolors";
import type { Fleet } from "../../fleet/inventory.ts";
import { counted } from "../../plan/diff-words.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface CheckOptions {
  readonly inventory: string;
  readonly json?: boolean;
  readonly changedBy?: string;
  readonly as?: string;
}

/** `atoll check`: everything that must hold before anything is planned. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check the inventory and its lock, and tell every fault of the run")
    .summary("find every fault of the inventory and its lock")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .option("--changed-by <revision>", "with --as: refuse what they may not change since they left it")
    .option("--as <who>", "with --changed-by: whose change it is, as tenant:<id>")
    .action(async (options: CheckOptions) => {
      const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
      const { fleetWarnings } = await import("../../fleet/warnings.ts");
      const day = today();
      const fleet = checkedFleet(options.inventory, day);
      await refuseForeign(fleet, options);
      await refuseExpired(fleet, day);
      const warnings = fleetWarnings(fleet, day);
      if (options.json === true) {
        printJson({ faults: [], warnings });
        return;
      }
      for (const warning of warnings) console.log(`${pc.yellow("warning")} ${warning}`);
      console.log(`${pc.green("ok")} ${contentText(fleet)}; addresses proven`);
    });
}

/** Nobody keeps an exception longer than was promised, not even one that nothing needs. */
async function refuseExpired(fleet: Fleet, day: string): Promise<void> {
  const { expiredExceptions } = await import("../../fleet/rules/exceptions.ts");
  const { located } = await import("../../fleet/read/locate.ts");
  const { InputError } = await import("../../fleet/check.ts");
  const findings = expiredExceptions(fleet, day);
  if (findings.length > 0) throw new InputError(located(fleet.dir, findings));
}

/** Neither option says anything alone. */
async function refuseForeign(fleet: Fleet, { changedBy, as }: CheckOptions): Promise<void> {
  if (changedBy === undefined && as === undefined) return;
  const { refuseForeignChanges } = await import("../tenant/changed-by.ts");
  const { InputError } = await import("../../fleet/check.ts");
  if (changedBy !== undefined && as !== undefined) {
    await refuseForeignChanges(fleet, changedBy, as);
    return;
  }
  const expected = "both --changed-by and --as, or neither";
  const got = as === undefined ? "--changed-by alone" : "--as alone";
  const hint = "such as --changed-by main --as tenant:cobalt";
  throw new InputError([{ file: "check", path: "", expected, got, hint }]);
}

function contentText({ regions, clusters, tenants, links }: Fleet): string {
  const environments = [...tenants.values()].flatMap((tenant) => Object.keys(tenant.environments));
  return [
    counted(regions.size, "region"),
    counted(clusters.size, "cluster"),
    ...(links.size === 0 ? [] : [counted(links.size, "link")]),
    `${counted(tenants.size, "tenant")} with ${counted(environments.length, "environment")}`,
  ].join(", ");
}
