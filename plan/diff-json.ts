import type { FleetDiff } from "./fleet-diff.ts";

export interface JsonOptions {
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
  readonly notes: readonly string[];
}

/** A diff for programs: everything, nothing cut. */
export function diffJson(diff: FleetDiff, { revision, notes }: JsonOptions): string {
  const { changed, unchanged, charts = [] } = diff;
  return `${JSON.stringify({ schema: 1, revision, notes, stacks: changed, unchanged, charts }, null, 2)}\n`;
}
