/**
 * Prints every measured figure of the project, with facts about the machine. Nothing here is asserted: figures move
 * with the machine, so compare them within one run, or hold them against the bar beside them.
 */
import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import Table from "cli-table3";
import type { BenchRow } from "./row.ts";

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

const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)))
  .sort();

const processors = cpus();
console.log(
  `node ${process.version}, ${processors.length} x ${processors[0]?.model ?? "unknown processor"}, ` +
    `${Math.round(totalmem() / 2 ** 30)} GiB, reference loop ${referenceLoopMs().toFixed(0)} ms`,
);
const table = new Table({
  head: ["bench", "figure", "value", "unit", "bar"],
  style: { head: [], border: [] },
});
for (const file of files) {
  console.error(`running ${file} ...`);
  const bench = (await import(new URL(file, folder).href)) as { run: () => Promise<readonly BenchRow[]> };
  for (const row of await bench.run()) {
    const value = row.value.toLocaleString("en", { maximumFractionDigits: 3 });
    table.push([file.replace(".bench.ts", ""), row.name, value, row.unit, row.bar ?? ""]);
  }
}
console.log(table.toString());
