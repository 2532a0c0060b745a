import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./measured.ts";
import { type MeasuredCommand, measuredCommand } from "./measured-command.ts";
import type { BenchRow } from "./row.ts";
import { writeScaledFleet, writeTenant } from "./scaled-fleet.ts";

const TODAY = new Date().toISOString().slice(0, 10);

/** Clusters of the fleets, the smallest first. */
const SIZES = [30, 300, 600];

/** The fleet that the bars are for. */
const MEASURED = 300;

/** How often a short run is made: another one of the same takes a tenth more or less. */
const TIMES = 5;

/** What a run of `atoll plan` planned: `337 stacks, 165594 resources; ...`. */
function planned({ stdout }: MeasuredCommand): { readonly stacks: number; readonly resources: number } {
  const [, stacks = "", resources = ""] = /^(\d+) stacks, (\d+) resources/m.exec(stdout) ?? [];
  if (stacks === "") throw new Error(`no plans were told:\n${stdout}`);
  return { stacks: Number(stacks), resources: Number(resources) };
}

interface ColdRun {
  readonly clusters: number;
  readonly cold: MeasuredCommand;
}

/** From nothing, then again, then with one tenant that changed. */
async function rowsOf(clusters: number, folder: string): Promise<[ColdRun, readonly BenchRow[]]> {
  const [first = ""] = writeScaledFleet(folder, clusters, TODAY);
  const plan = (...more: readonly string[]) => measuredCommand("plan", "--inventory", folder, ...more);
  const cold = await plan("--no-cache");
  const { stacks, resources } = planned(cold);
  const what = `${clusters} clusters`;
  const isMeasured = clusters === MEASURED;
  const bar = (text: string): Pick<BenchRow, "bar"> => (isMeasured ? { bar: text } : {});
  const rows: BenchRow[] = [
    { name: `${what}: resources of ${stacks} stacks`, value: resources, unit: "" },
    { name: `${what}: resources per stack`, value: resources / stacks, unit: "" },
    {
      name: `${what}: plans from nothing`,
      value: cold.seconds,
      unit: "s",
      ...bar("<= 120"),
      ...(isMeasured && { isHeadline: true }),
    },
    { name: `${what}: memory at most`, value: cold.mebibytes, unit: "MiB", ...bar("<= 1,500") },
  ];
  if (!isMeasured) return [{ clusters, cold }, rows];
  await plan();
  const known: number[] = [];
  const changed: number[] = [];
  for (let tenant = 0; tenant < TIMES; tenant += 1) {
    known.push((await plan()).seconds);
    writeTenant(folder, first, tenant, "medium");
    changed.push((await plan()).seconds);
  }
  const times = `median of ${TIMES}`;
  rows.push(
    { name: `${what}: nothing has changed, ${times}`, value: median(known), unit: "s" },
    {
      name: `${what}: one tenant has changed, ${times}`,
      ...{ value: median(changed), unit: "s", bar: "<= 3", isHeadline: true },
    },
  );
  return [{ clusters, cold }, rows];
}

/** How much longer a cluster takes in the largest fleet than in the smallest; the start of a run is in neither. */
function growth(runs: readonly ColdRun[]): readonly BenchRow[] {
  const [small, middle, large] = runs;
  if (small === undefined || middle === undefined || large === undefined) return [];
  const slope = (one: ColdRun, other: ColdRun): number =>
    (other.cold.seconds - one.cold.seconds) / (other.clusters - one.clusters);
  const name = `a cluster more beyond ${middle.clusters}, against one more beyond ${small.clusters}`;
  return [{ name, value: slope(middle, large) / slope(small, middle), unit: "x", bar: "about 1: linear" }];
}

/** Figures of plans of whole fleets, each made by the command in a process of its own. */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  try {
    const rows: BenchRow[] = [];
    const runs: ColdRun[] = [];
    for (const size of SIZES) {
      const [cold, more] = await rowsOf(size, join(folder, "fleet"));
      runs.push(cold);
      rows.push(...more);
    }
    return [...rows, ...growth(runs)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
