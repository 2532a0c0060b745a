import { Command } from "commander";
import pc from "picocolors";
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
      const { loadFleet } = await import("../../fleet/load.ts");
      const { fleetWarnings } = await import("../../fleet/warnings.ts");
      const day = today();
      try {
        const fleet = loadFleet(options.inventory, day);
        const warnings = fleetWarnings(fleet, day);
        if (options.json === true) {
          console.log(JSON.stringify({ faults: [], warnings }, null, 2));
          return;
        }
        for (const warning of warnings) console.log(`${pc.yellow("warning")} ${warning}`);
        const environments = [...fleet.tenants.values()].flatMap((tenant) =>
          Object.keys(tenant.environments),
        );
        console.log(
          `${pc.green("ok")} ${fleet.regions.size} regions, ${fleet.clusters.size} clusters, ` +
            `${fleet.tenants.size} tenants with ${environments.length} environments; addresses proven`,
        );
      } catch (error) {
        if (!(error instanceof InputError) || options.json !== true) throw error;
        console.log(JSON.stringify({ faults: error.faults, warnings: [] }, null, 2));
        process.exitCode = 1;
      }
    });
}
