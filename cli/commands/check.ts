import { Command } from "commander";
import pc from "picocolors";
import type { Fleet } from "../../fleet/inventory.ts";
import { counted } from "../../plan/diff-words.ts";
import { inventoryOption, today } from "../inventory-option.ts";

interface CheckOptions {
  readonly inventory: string;
  readonly json?: boolean;
  readonly changedBy?: string;
  readonly as?: string;
}

/** `atoll check`: everything that must hold before anything is planned. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check the inventory and its lock; tells every fault of the run")
    .addOption(inventoryOption())
    .option("--json", "print the faults as JSON")
    .option("--changed-by <revision>", "with --as: refuse what they may not change since they left it")
    .option("--as <who>", "with --changed-by: whose change it is, as tenant:<id>")
    .action(async (options: CheckOptions) => {
      const { InputError } = await import("../../fleet/check.ts");
      const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
      const { fleetWarnings } = await import("../../fleet/warnings.ts");
      const day = today();
      try {
        const fleet = checkedFleet(options.inventory, day);
        await refuseForeign(fleet, options);
        const warnings = fleetWarnings(fleet, day);
        if (options.json === true) {
          console.log(JSON.stringify({ faults: [], warnings }, null, 2));
          return;
        }
        for (const warning of warnings) console.log(`${pc.yellow("warning")} ${warning}`);
        console.log(`${pc.green("ok")} ${contentText(fleet)}; addresses proven`);
      } catch (error) {
        if (!(error instanceof InputError) || options.json !== true) throw error;
        console.log(JSON.stringify({ faults: error.faults, warnings: [] }, null, 2));
        process.exitCode = 1;
      }
    });
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
  throw new InputError([{ file: "check", path: "", expected }]);
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
