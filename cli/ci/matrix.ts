import type { Fleet } from "../../fleet/inventory.ts";
import { type Chunk, chunksOf, type ChunkLimits } from "./chunks.ts";
import { waveOf, WAVES } from "./waves.ts";

/** A matrix as a job's `strategy` takes it. */
export interface Matrix {
  readonly include: readonly Chunk[];
}

export interface MatrixChoice {
  readonly limits: ChunkLimits;
  /** Leaves out stacks that reach API servers. */
  readonly cloudOnly: boolean;
}

/** Waves whose stacks speak to AWS alone. */
const CLOUD_WAVES: readonly string[] = ["regions", "links"];

/**
 * Jobs for these stacks: all in one matrix, and each wave's by itself for the steps that follow. GitHub refuses a job
 * whose matrix is empty, so the number of jobs is told as well.
 */
export function matrixOutputs(
  fleet: Pick<Fleet, "regions" | "clusters" | "links">,
  stacks: readonly string[],
  { limits, cloudOnly }: MatrixChoice,
): { readonly matrix: Matrix; readonly outputs: Readonly<Record<string, string>> } {
  const placed = stacks
    .map((stack) => waveOf(fleet, stack))
    .filter((one) => one !== undefined)
    .filter(({ wave }) => !cloudOnly || CLOUD_WAVES.includes(wave));
  const include = chunksOf(placed, limits);
  const waves = WAVES.map((wave) => [wave, matrixText(include.filter((one) => one.wave === wave))] as const);
  const outputs = { jobs: String(include.length), matrix: matrixText(include), ...Object.fromEntries(waves) };
  return { matrix: { include }, outputs };
}

/** Empty for no job, so that a condition reads it as false. */
const matrixText = (include: readonly Chunk[]): string =>
  include.length === 0 ? "" : JSON.stringify({ include });
