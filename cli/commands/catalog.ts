import { resolve } from "node:path";
import { Command } from "commander";
import { InputError } from "../../fleet/check.ts";
import type { Installed } from "../catalog/bumps.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface OfInventory {
  readonly inventory: string;
  readonly json?: boolean;
}

interface PullOptions extends OfInventory {
  readonly mirror?: string;
  readonly record?: boolean;
  readonly used?: boolean;
  readonly revision?: string;
  readonly charts?: string;
}

/** `atoll catalog`: the charts that atoll installs, and what one does with them. */
export function catalogCommand(): Command {
  return new Command("catalog")
    .enablePositionalOptions()
    .description("list the charts that atoll installs, or bring them into the cache")
    .summary("list charts, or bring them into the cache")
    .option("--kubernetes <minor>", "list only the charts that are tested with this minor, such as 1.35")
    .addOption(jsonOption())
    .action(list)
    .addCommand(
      new Command("behind")
        .description(
          "show which charts may have a newer version, what blocks it, and which clusters it touches",
        )
        .addOption(inventoryOption())
        .addOption(jsonOption())
        .action(behind),
    )
    .addCommand(
      new Command("images")
        .description("list every image that a mirror must hold, one a line")
        .addOption(inventoryOption())
        .option("--users", "also show which charts run each")
        .addOption(jsonOption())
        .action(images),
    )
    .addCommand(
      new Command("pull")
        .description("bring charts into the cache, each only if it has the digest that is pinned")
        .argument("[chart...]", "charts to bring; all of the catalog when none is named")
        .option("--mirror <address>", "where charts come from: https://..., oci://..., as in fleet.yaml")
        .option("--used", "only the charts that clusters of the inventory install")
        .addOption(inventoryOption())
        .option("--revision <revision>", "the versions and digests that a git revision of this program has")
        .option("--charts <folder>", "where archives are kept (default: .catalog of the checkout)")
        .option("--record", "trust charts that have no digest yet, once, and write their digests down")
        .addOption(jsonOption())
        .action(pull),
    );
}

interface ListOptions {
  readonly kubernetes?: string;
  readonly json?: boolean;
}

async function list({ kubernetes, json }: ListOptions): Promise<void> {
  const { catalogTable } = await import("../catalog/catalog-table.ts");
  const { CHART_NAMES, CHARTS } = await import("../../fleet/charts/charts.ts");
  const { testedSet } = await import("../catalog/bumps.ts");
  const names = kubernetes === undefined ? CHART_NAMES : testedSet(CHARTS, kubernetes);
  if (names.length === 0) {
    const expected = "a Kubernetes minor that charts of the catalog are tested with, such as 1.35";
    throw new InputError([{ file: "atoll catalog", path: "--kubernetes", expected, got: kubernetes ?? "" }]);
  }
  if (json === true) printJson({ charts: Object.fromEntries(names.map((name) => [name, CHARTS[name]])) });
  else console.log(catalogTable(names));
}

async function behind({ inventory, json }: OfInventory): Promise<void> {
  const { CHARTS } = await import("../../fleet/charts/charts.ts");
  const { bumps } = await import("../catalog/bumps.ts");
  const { bumpTable } = await import("../catalog/bump-table.ts");
  const found = bumps(CHARTS, await installedIn(inventory));
  if (json === true) printJson({ bumps: found });
  else console.log(bumpTable(found));
}

/** Charts in the plans of all clusters. */
async function installedIn(inventory: string): Promise<readonly Installed[]> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { planStacks } = await import("../../plan/plan-stack.ts");
  const { stackProgress } = await import("../progress.ts");
  const { installedCharts } = await import("../catalog/installed.ts");
  const fleet = checkedFleet(inventory, today());
  const clusters = [...fleet.clusters.keys()].sort();
  const plans = await planStacks(fleet, clusters, stackProgress("planning", clusters.length));
  return installedCharts(fleet, plans);
}

async function images({
  inventory,
  json,
  users = false,
}: OfInventory & { readonly users?: boolean }): Promise<void> {
  const { loadInventory } = await import("../../fleet/load.ts");
  const { CHARTS } = await import("../../fleet/charts/charts.ts");
  const { imageLines, mirroredImages } = await import("../catalog/images.ts");
  const { settings } = loadInventory(inventory);
  const mirror = settings.mirrors.images;
  if (json === true) printJson({ images: mirroredImages(CHARTS, mirror) });
  else console.log(imageLines(CHARTS, { mirror, users }).join("\n"));
}

async function pull(names: readonly string[], options: PullOptions): Promise<void> {
  const { catalogAt, catalogOfToday } = await import("../catalog/catalogs.ts");
  const { Cache } = await import("../catalog/cache.ts");
  const { catalogFolder } = await import("../catalog/folder.ts");
  const { pullCharts } = await import("../catalog/pull.ts");
  const { recordDigests } = await import("../catalog/digests-file.ts");
  const { record = false, used = false, revision, inventory, json = false } = options;
  if (record && revision !== undefined) throw new InputError([RECORDS_TODAY]);
  if (used && names.length > 0) throw new InputError([NAMED_AND_USED]);
  const { charts, digests } = revision === undefined ? catalogOfToday() : await catalogAt(revision);
  const mirror = options.mirror ?? (used ? await chartsMirror(inventory) : undefined);
  const asked = used ? await chartsInUse(inventory) : Object.keys(charts);
  const lines: string[] = [];
  const { recorded, faults } = await pullCharts({
    charts,
    digests,
    names: withEdge(names.length === 0 ? asked : names, charts),
    cache: new Cache(catalogFolder(options.charts).path),
    ...(mirror === undefined ? {} : { mirror: mirror.replace(/\/+$/, "") }),
    ...(revision === undefined ? {} : { revision }),
    record,
    report: (line) => {
      if (json) lines.push(line);
      else console.log(line);
    },
  });
  if (Object.keys(recorded).length > 0) {
    const file = "fleet/chart-digests.json";
    recordDigests(resolve(ROOT, file), recorded);
    if (!json) console.log(`${file} was written; have it reviewed: from now on nothing else is accepted`);
  }
  if (faults.length > 0) throw new InputError(faults);
  if (json) printJson({ charts: lines, recorded });
}

/** A chart that has another version for ring edge is both of them, unless one is named. */
function withEdge(names: readonly string[], charts: Readonly<Record<string, unknown>>): readonly string[] {
  const all = names.flatMap((name) => [name, `${name}@edge`].filter((one) => one === name || one in charts));
  return [...new Set(all)];
}

const RECORDS_TODAY = {
  file: "atoll catalog pull",
  path: "--record",
  expected: "no --revision beside it",
  hint: "the digests of a revision are written down already; only those of the work tree can be",
};

const NAMED_AND_USED = {
  file: "atoll catalog pull",
  path: "--used",
  expected: "no names of charts beside it",
  hint: "either name the charts, or take all that the inventory installs",
};

/** Where clusters of the inventory get their charts from. */
async function chartsMirror(inventory: string): Promise<string | undefined> {
  const { loadInventory } = await import("../../fleet/load.ts");
  return loadInventory(inventory).settings.mirrors.charts;
}

/** Names of the charts that are in the plan of any cluster. */
async function chartsInUse(inventory: string): Promise<readonly string[]> {
  return [...new Set((await installedIn(inventory)).map(({ chart }) => chart))].sort();
}
