import { resolve } from "node:path";
import { Command } from "commander";
import { InputError } from "../../fleet/check.ts";
import { inventoryOption, today } from "../inventory-option.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface PullOptions {
  readonly mirror?: string;
  readonly record?: boolean;
}

/** `atoll catalog`: the charts that atoll installs, and what one does with them. */
export function catalogCommand(): Command {
  return new Command("catalog")
    .description("list the charts that atoll installs, or bring them into the cache")
    .option("--kubernetes <minor>", "list only the charts that are tested with this minor, such as 1.35")
    .action(list)
    .addCommand(
      new Command("behind")
        .description(
          "show which charts may have a newer version, what blocks it, and which clusters it touches",
        )
        .addOption(inventoryOption())
        .action(behind),
    )
    .addCommand(
      new Command("images")
        .description("list every image that a mirror must hold, one a line")
        .addOption(inventoryOption())
        .option("--users", "also show which charts run each")
        .action(images),
    )
    .addCommand(
      new Command("pull")
        .description("bring charts into the cache, each only if it has the digest that is pinned")
        .argument("[chart...]", "charts to bring; all of the catalog when none is named")
        .option("--mirror <address>", "where charts come from: https://..., oci://..., as in fleet.yaml")
        .option("--record", "trust charts that have no digest yet, once, and write their digests down")
        .action(pull),
    );
}

async function list({ kubernetes }: { readonly kubernetes?: string }): Promise<void> {
  const { catalogTable } = await import("../catalog-table.ts");
  const { CHART_NAMES, CHARTS } = await import("../../fleet/charts/charts.ts");
  const { testedSet } = await import("../catalog/bumps.ts");
  const names = kubernetes === undefined ? CHART_NAMES : testedSet(CHARTS, kubernetes);
  if (names.length === 0) {
    const expected = "a Kubernetes minor that charts of the catalog are tested with, such as 1.35";
    throw new InputError([{ file: "atoll catalog", path: "--kubernetes", expected, got: kubernetes ?? "" }]);
  }
  console.log(catalogTable(names));
}

interface OfInventory {
  readonly inventory: string;
}

async function behind({ inventory }: OfInventory): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { CHARTS } = await import("../../fleet/charts/charts.ts");
  const { planStacks } = await import("../../plan/plan-stack.ts");
  const { stackProgress } = await import("../progress.ts");
  const { bumps } = await import("../catalog/bumps.ts");
  const { installedCharts } = await import("../catalog/installed.ts");
  const { bumpTable } = await import("../bump-table.ts");
  const fleet = checkedFleet(inventory, today());
  const clusters = [...fleet.clusters.keys()].sort();
  const plans = await planStacks(fleet, clusters, stackProgress("planning", clusters.length));
  console.log(bumpTable(bumps(CHARTS, installedCharts(fleet, plans))));
}

async function images({
  inventory,
  users = false,
}: OfInventory & { readonly users?: boolean }): Promise<void> {
  const { loadInventory } = await import("../../fleet/load.ts");
  const { CHARTS } = await import("../../fleet/charts/charts.ts");
  const { imageLines } = await import("../catalog/images.ts");
  const { settings } = loadInventory(inventory);
  console.log(imageLines(CHARTS, { mirror: settings.mirrors.images, users }).join("\n"));
}

async function pull(names: readonly string[], { mirror, record = false }: PullOptions): Promise<void> {
  const { CATALOG_FOLDER } = await import("../../fleet/charts/chart-source.ts");
  const { CHARTS, pinnedDigests } = await import("../../fleet/charts/charts.ts");
  const { edgeCharts } = await import("../../fleet/charts/ring.ts");
  const { Cache } = await import("../catalog/cache.ts");
  const { pullCharts } = await import("../catalog/pull.ts");
  const { recordDigests } = await import("../catalog/digests-file.ts");
  const charts = { ...CHARTS, ...edgeCharts(CHARTS) };
  const { recorded, faults } = await pullCharts({
    charts,
    digests: pinnedDigests(),
    names: names.length === 0 ? Object.keys(charts) : names,
    cache: new Cache(resolve(ROOT, CATALOG_FOLDER)),
    ...(mirror === undefined ? {} : { mirror: mirror.replace(/\/+$/, "") }),
    record,
    report: (line) => {
      console.log(line);
    },
  });
  if (Object.keys(recorded).length > 0) {
    const file = "fleet/chart-digests.json";
    recordDigests(resolve(ROOT, file), recorded);
    console.log(`${file} was written; have it reviewed: from now on nothing else is accepted`);
  }
  if (faults.length > 0) throw new InputError(faults);
}
