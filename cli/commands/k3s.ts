import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";

interface RenderOptions {
  readonly inventory: string;
  readonly out?: string;
  readonly force?: boolean;
}

/** `atoll k3s`: what machines of K3s clusters are told, without asking anybody. */
export function k3sCommand(): Command {
  const command = new Command("k3s").description("machines of K3s clusters");
  command
    .command("render")
    .description("print what the machines of a cluster are told at their first start, or write it to files")
    .argument("<cluster>", "a cluster of kind k3s")
    .option("--out <dir>", "folder to write to, with a guide for clusters on hosts")
    .option("--force", "write over files that were edited, or that somebody else wrote")
    .addOption(inventoryOption())
    .action(render);
  return command;
}

async function render(id: string, { inventory, out, force = false }: RenderOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { renderedFiles } = await import("../k3s/rendered.ts");
  const { writeRendered } = await import("../k3s/written-files.ts");
  const files = renderedFiles(checkedFleet(inventory, today()), id);
  if (out === undefined) {
    for (const [path, text] of files) console.log(`==> ${path} <==\n${text}`);
    return;
  }
  const { written, left } = writeRendered(out, files, force);
  for (const path of written) console.log(`wrote ${path}`);
  for (const path of left) console.log(`left ${path}, which the inventory no longer asks for`);
  if (written.length === 0) console.log(`nothing changed in ${out}`);
}
