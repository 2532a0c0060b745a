/**
 * Prints every measured figure of the project, with facts about the machine, and writes them down. Nothing here is
 * asserted: figures move with the machine, so compare them within one run, with a run of before on the same machine
 * (`--against`), or hold them against the bar beside them.
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import Table from "cli-table3";
import { Command } from "commander";
import { type Figure, type Figures, machineText, ratioTo, readFigures, valueText } from "./figures.ts";
import { measured } from "./measured.ts";
import type { Bench } from "./row.ts";

const REFERENCE_ROUNDS = 20_000_000;

/** A loop of integer work, so that two machines' figures can be set in relation. */
function referenceLoopMs(): number {
  const started = performance.now();
  let value = 1;
  for (let round = 0; round < REFERENCE_ROUNDS; round += 1)
    value = (Math.imul(value, 1_103_515_245) + 12_345) | 0;
  if (value === 0) throw new Error("the reference loop cannot end in zero");
  return performance.now() - started;
}

function machine(): Figures["machine"] {
  const processors = cpus();
  return {
    node: process.version,
    processors: processors.length,
    model: processors[0]?.model ?? "unknown processor",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    referenceLoopMs: referenceLoopMs(),
  };
}

async function rowsOf(wanted: readonly string[]): Promise<Figure[]> {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".bench.ts"))
    .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
    .sort();
  const rows: Figure[] = [];
  for (const file of files) {
    console.error(`running ${file} ...`);
    const bench = (await import(new URL(file, folder).href)) as Bench;
    const found = await measured(bench, () => performance.now());
    rows.push(
      ...found.map((row) => ({ bench: file.replace(".bench.ts", ""), ...row, values: [...row.values] })),
    );
  }
  return rows;
}

function tableOf({ rows }: Figures, before: Figures | undefined): string {
  const ratios = before === undefined ? [] : ["ratio to before"];
  const head = ["bench", "figure", "value", "unit", "runs", ...ratios, "bar"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const row of rows) {
    const ratio = before === undefined ? undefined : ratioTo(before, row);
    const shown = before === undefined ? [] : [ratio === undefined ? "new" : `${valueText(ratio)} x`];
    table.push([
      row.bench,
      row.name,
      valueText(row.value),
      row.unit,
      row.values.length,
      ...shown,
      row.bar ?? "",
    ]);
  }
  return table.toString();
}

interface RunOptions {
  readonly json: string;
  readonly against?: string;
}

await new Command("bench")
  .description("measure what the pages of this project say, and write it down")
  .argument("[bench...]", "files of test/bench by the start of their name; all when none is named")
  .option(
    "--json <file>",
    "where the figures go",
    join(".bench", `${new Date().toISOString().slice(0, 16).replace(":", "")}.json`),
  )
  .option("--against <file>", "figures of a run before: shows how many times as much each is now")
  .action(async (wanted: readonly string[], { json, against }: RunOptions) => {
    const before = against === undefined ? undefined : readFigures(against);
    const figures: Figures = { schema: 1, date: new Date().toISOString(), machine: machine(), rows: [] };
    console.log(machineText(figures.machine));
    if (before !== undefined) console.log(`before: ${machineText(before.machine)}, ${before.date}`);
    figures.rows.push(...(await rowsOf(wanted)));
    console.log(tableOf(figures, before));
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
    console.error(`wrote ${json}`);
  })
  .parseAsync();
