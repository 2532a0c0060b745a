import type { Bench, BenchRow } from "./row.ts";

/** A figure with all that was measured of it. */
export interface MeasuredRow extends BenchRow {
  /** The median of the runs that count. */
  readonly value: number;
  /** What each of those runs measured, in their order. */
  readonly values: readonly number[];
}

/** How many runs count where one is cheap; the one before them warms up. */
const REPEATS = 3;

/** Up to how many milliseconds of a run it is cheap. */
const CHEAP_MILLISECONDS = 10_000;

/** Runs a bench once; where that was cheap, this was the warm-up, and the medians of three more runs count. */
export async function measured(bench: Bench, clock: () => number): Promise<readonly MeasuredRow[]> {
  const started = clock();
  const first = await bench.run();
  if (bench.isCold === true || clock() - started > CHEAP_MILLISECONDS) return medians([first]);
  const runs: (readonly BenchRow[])[] = [];
  while (runs.length < REPEATS) runs.push(await bench.run());
  return medians(runs);
}

/** Rows of the first run with what all runs measured under their names. */
function medians(runs: readonly (readonly BenchRow[])[]): readonly MeasuredRow[] {
  const [first = []] = runs;
  return first.map((row) => {
    const values = runs.flatMap((rows) =>
      rows.filter(({ name }) => name === row.name).map(({ value }) => value),
    );
    return { ...row, value: median(values), values };
  });
}

/** The middle of what was measured. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
