import { reportOf } from "./diff-report.ts";
import type { FleetDiff } from "./fleet-diff.ts";

export interface JsonOptions {
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
  readonly notes: readonly string[];
}

/** A diff for programs: everything, nothing cut. */
export function diffJson(diff: FleetDiff, { revision, notes }: JsonOptions): string {
  const { changed, unchanged, still = [], charts = [], policy = null } = diff;
  const { verdict, affected, groups } = reportOf(diff);
  const stacks = changed.map(({ own: _own, ...stack }) => stack);
  const told = groups.map(({ shown, members, isOfTenants, deviation }) => {
    const { replaced, deleted, changed: updated, added } = shown;
    return { members, isOfTenants, deviation, ...{ replaced, deleted, changed: updated, added } };
  });
  const all = { schema: 1, revision, verdict, affected, notes, groups: told, stacks, unchanged, still };
  return `${JSON.stringify({ ...all, policy, charts }, null, 2)}\n`;
}
