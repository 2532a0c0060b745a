import { Command } from "commander";
import pc from "picocolors";
import type { MapKind } from "../../fleet/addresses/map.ts";
import type { TreeStyle } from "../../fleet/addresses/tree-text.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";
import { writeOut } from "../write-out.ts";

interface ShowOptions {
  readonly inventory: string;
  readonly subnets?: boolean;
  readonly json?: boolean;
  readonly svg?: string;
}

const PAINT: Readonly<Record<MapKind | "free" | "heading", (text: string) => string>> = {
  supernet: pc.bold,
  region: pc.bold,
  cluster: pc.cyan,
  pods: pc.cyan,
  shared: pc.cyan,
  subnet: (text) => text,
  reserved: pc.dim,
  quarantine: pc.yellow,
  existing: pc.magenta,
  legacy: pc.red,
  external: pc.dim,
  free: pc.green,
  heading: pc.dim,
};

/** `atoll addresses`: who holds which range, as a tree, a picture or JSON, and the proof that it is sound. */
export function addressesCommand(): Command {
  const command = new Command("addresses")
    .description("show who holds which addresses, and prove that it is sound")
    .summary("show and prove who holds which addresses");
  command
    .command("show")
    .description("show a tree of all ranges with size, use and free space")
    .addOption(inventoryOption())
    .option("--subnets", "show the subnets of each cluster too")
    .addOption(jsonOption().conflicts("svg"))
    .option("--svg <file>", "write the map as a picture instead")
    .action(show);
  command
    .command("verify")
    .description("prove that all ranges are contained, aligned, disjoint and large enough")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(verify);
  return command;
}

async function show(options: ShowOptions): Promise<void> {
  const { loadFleet } = await import("../../fleet/load.ts");
  const { addressMap } = await import("../../fleet/addresses/map.ts");
  const { treeText } = await import("../../fleet/addresses/tree-text.ts");
  const { mapSvg } = await import("../../fleet/addresses/svg.ts");
  const fleet = loadFleet(options.inventory, today());
  const { linkLines, mapLinks } = await import("../../fleet/addresses/map-links.ts");
  const map = addressMap(fleet, fleet.lock);
  const links = mapLinks(fleet, fleet.lock);
  if (options.svg !== undefined) {
    writeOut(options.svg, mapSvg(map, `Addresses of ${fleet.settings.organisation}`, links));
    console.error(`wrote ${options.svg}`);
  } else if (options.json === true) {
    const { mapEntry } = await import("../../fleet/addresses/map-json.ts");
    printJson({ ranges: map.map((node) => mapEntry(node, links)) });
  } else {
    const paint: TreeStyle["paint"] = (kind, text) => PAINT[kind](text);
    const tree = treeText(map, { subnets: options.subnets === true, paint });
    console.log([tree, ...linkLines(links)].join("\n"));
  }
}

async function verify(options: { readonly inventory: string; readonly json?: boolean }): Promise<void> {
  const { loadFleet } = await import("../../fleet/load.ts");
  const fleet = loadFleet(options.inventory, today());
  const clusters = Object.values(fleet.lock.clusters).filter(({ gone }) => gone === undefined);
  const subnets = clusters.reduce((sum, one) => sum + Object.keys(one.subnets).length, 0);
  const legacy = clusters.filter((one) => one.legacy === true).length;
  const external = clusters.filter((one) => one.external === true).length;
  if (options.json === true) {
    printJson({ clusters: clusters.length, subnets, legacy, external });
    return;
  }
  console.log(
    `${pc.green("proven")} ${clusters.length} clusters with ${subnets} subnets: contained, aligned, disjoint, large enough`,
  );
  if (legacy > 0)
    console.log(`${pc.yellow("legacy")} ${legacy} networks may overlap and are never connected`);
  if (external > 0)
    console.log(`${pc.yellow("external")} ${external} networks are somebody else's and never connected`);
}
