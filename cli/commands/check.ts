import { Command } from "commander";
import pc from "picocolors";
import type { Fleet } from "../../fleet/inventory.ts";
import { counted } from "../../plan/diff-words.ts";
import { inventoryOption, today } from "../inventory-option.ts";

interface CheckOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

/** `atoll check`: everything that must hold before anything is planned. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check the inventory and its lock; tells every fault of the run")
    .addOption(inventoryOption())
    .option("--json", "print the faults as JSON")
    .action(async (options: CheckOptions) => {
      const { InputError } = await import("../../fleet/check.ts");
      const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
      const { fleetWarnings } = await import("../../fleet/warnings.ts");
      const day = today();
      try {
        const fleet = checkedFleet(options.inventory, day);
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

function contentText({ regions, clusters, tenants, links }: Fleet): string {
  const environments = [...tenants.values()].flatMap((tenant) => Object.keys(tenant.environments));
  return [
    counted(regions.size, "region"),
    counted(clusters.size, "cluster"),
    ...(links.size === 0 ? [] : [counted(links.size, "link")]),
    `${counted(tenants.size, "tenant")} with ${counted(environments.length, "environment")}`,
  ].join(", ");
}
