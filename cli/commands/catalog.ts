import { resolve } from "node:path";
import { Command } from "commander";
import { InputError } from "../../fleet/check.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface PullOptions {
  readonly mirror?: string;
  readonly record?: boolean;
}

/** `atoll catalog`: the charts that atoll installs, and `atoll catalog pull`: the archives of them. */
export function catalogCommand(): Command {
  return new Command("catalog")
    .description("list the charts that atoll installs, or bring them into the cache")
    .action(list)
    .addCommand(
      new Command("pull")
        .description("bring charts into the cache, each only if it has the digest that is pinned")
        .argument("[chart...]", "charts to bring; all of the catalog when none is named")
        .option("--mirror <address>", "where charts come from: https://..., oci://..., as in fleet.yaml")
        .option("--record", "trust charts that have no digest yet, once, and write their digests down")
        .action(pull),
    );
}

async function list(): Promise<void> {
  const { catalogTable } = await import("../catalog-table.ts");
  console.log(catalogTable());
}

async function pull(names: readonly string[], { mirror, record = false }: PullOptions): Promise<void> {
  const { CATALOG_FOLDER } = await import("../../fleet/charts/chart-source.ts");
  const { CHART_NAMES, CHARTS, pinnedDigests } = await import("../../fleet/charts/charts.ts");
  const { Cache } = await import("../catalog/cache.ts");
  const { pullCharts } = await import("../catalog/pull.ts");
  const { recordDigests } = await import("../catalog/digests-file.ts");
  const { recorded, faults } = await pullCharts({
    charts: CHARTS,
    digests: pinnedDigests(),
    names: names.length === 0 ? CHART_NAMES : names,
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
