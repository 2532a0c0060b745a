import { join } from "node:path";
import { Command } from "commander";
import { inventoryOption } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { writeOut } from "../write-out.ts";

/** `atoll schema`: the JSON Schema files that the first line of each inventory file names. */
export function schemaCommand(): Command {
  return new Command("schema")
    .description("write JSON Schema files for editors below the inventory folder")
    .summary("write JSON Schema files for editors")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(async (options: { readonly inventory: string; readonly json?: boolean }) => {
      const { jsonSchemas } = await import("../../fleet/json-schema.ts");
      const folder = join(options.inventory, ".schema");
      const written: string[] = [];
      for (const [name, text] of jsonSchemas()) {
        writeOut(join(folder, name), text);
        written.push(join(folder, name));
      }
      if (options.json === true) printJson({ written });
      else console.log(written.join("\n"));
    });
}
