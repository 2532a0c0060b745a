import { WAVES, type Environment, type Wave, type WaveOfStack } from "./waves.ts";

/** One job of a matrix: stacks that it works through in this order. */
export interface Chunk {
  readonly wave: Wave;
  readonly environment: Environment;
  /** Names with a space between them: no name of a stack has one. */
  readonly stacks: string;
  /** Number of stacks. */
  readonly count: number;
}

export interface ChunkLimits {
  /** Jobs that a wave may have. Range 1..256. */
  readonly jobs: number;
  /** Stacks that a job takes when there are few. Range 1..100. */
  readonly stacks: number;
}

/**
 * Jobs for these stacks, wave by wave. A cluster and its cells stay in one job; all of a job is of one environment, for
 * a job can enter one alone. Where a wave would need more jobs than it may have, its jobs take more stacks each.
 */
export function chunksOf(stacks: readonly WaveOfStack[], limits: ChunkLimits): readonly Chunk[] {
  return WAVES.flatMap((wave) =>
    chunksOfWave(
      wave,
      stacks.filter((one) => one.wave === wave),
      limits,
    ),
  );
}

function chunksOfWave(wave: Wave, stacks: readonly WaveOfStack[], limits: ChunkLimits): readonly Chunk[] {
  const environments = [...new Set(stacks.map(({ environment }) => environment))].sort();
  const cut = (size: number): readonly Chunk[] =>
    environments.flatMap((environment) => {
      const units = unitsOf(stacks.filter((one) => one.environment === environment));
      return filled(units, size).map((names) => ({
        wave,
        environment,
        stacks: names.join(" "),
        count: names.length,
      }));
    });
  let size = limits.stacks;
  let chunks = cut(size);
  // With all stacks in one job there are as many jobs as environments, and fewer cannot be.
  while (chunks.length > Math.max(limits.jobs, environments.length)) chunks = cut((size += 1));
  return chunks;
}

/** Stacks of one cluster, by their names: `dev` before `dev.cell1`, and `dev.cell2` before `dev.cell10`. */
function unitsOf(stacks: readonly WaveOfStack[]): readonly (readonly string[])[] {
  const units = Map.groupBy(stacks, ({ unit }) => unit);
  const inOrder = new Intl.Collator("en", { numeric: true });
  return [...units.values()].map((unit) => unit.map(({ stack }) => stack).sort(inOrder.compare));
}

/** Fills one job after the other; a unit that is larger than a job has one of its own. */
function filled(units: readonly (readonly string[])[], size: number): readonly (readonly string[])[] {
  const jobs: string[][] = [];
  for (const unit of units) {
    const last = jobs.at(-1);
    if (last !== undefined && last.length + unit.length <= size) last.push(...unit);
    else jobs.push([...unit]);
  }
  return jobs;
}
