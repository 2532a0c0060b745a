import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { inventoryOption } from "../inventory-option.ts";

/** `atoll schema`: the JSON Schema files that the first line of each inventory file names. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("write JSON Schema files for editors below the inventory folder")
    .addOption(inventoryOption())
    .action(async (options: { readonly inventory: string }) => {
      const { jsonSchemas } = await import("../../fleet/json-schema.ts");
      const folder = join(options.inventory, ".schema");
      mkdirSync(folder, { recursive: true });
      for (const [name, text] of jsonSchemas()) {
        writeFileSync(join(folder, name), text);
        console.log(join(folder, name));
      }
    });
}
