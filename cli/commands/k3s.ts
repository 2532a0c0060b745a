import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface RenderOptions {
  readonly inventory: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `atoll k3s`: what machines of K3s clusters are told, without asking anybody. */
export function k3sCommand(): Command {
  const command = new Command("k3s").description("show what machines of K3s clusters are told");
  command
    .command("render")
    .description("print what the machines of a cluster are told at their first start, or write it to files")
    .argument("<cluster>", "a cluster of kind k3s")
    .option("--out <dir>", "folder to write to, with a guide for clusters on hosts")
    .option("--force", "write over files that were edited, or that somebody else wrote")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(render);
  return command;
}

async function render(id: string, { inventory, out, json, force = false }: RenderOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { renderedFiles } = await import("../k3s/rendered.ts");
  const { writeRendered } = await import("../k3s/written-files.ts");
  const files = renderedFiles(checkedFleet(inventory, today()), id);
  if (out === undefined) {
    if (json === true) printJson({ cluster: id, files: Object.fromEntries(files) });
    else for (const [path, text] of files) console.log(`==> ${path} <==\n${text}`);
    return;
  }
  const { written, left } = writeRendered(out, files, force);
  if (json === true) {
    printJson({ cluster: id, folder: out, written, left });
    return;
  }
  for (const path of written) console.log(`wrote ${path}`);
  for (const path of left) console.log(`left ${path}, which the inventory no longer asks for`);
  if (written.length === 0) console.log(`nothing changed in ${out}`);
}
