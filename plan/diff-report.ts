import { affectedBy, type Affected } from "./affected.ts";
import type { FleetDiff } from "./fleet-diff.ts";
import { type DiffGroup, diffGroups } from "./groups/groups.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A diff as people read it, whatever the format. */
export interface DiffReport {
  readonly verdict: Verdict;
  readonly groups: readonly DiffGroup[];
  readonly affected: Affected;
}

/** What is told of a diff: the verdict, each change once, and whom it touches. */
export function reportOf(diff: FleetDiff): DiffReport {
  const groups = diffGroups(diff);
  return { verdict: verdictOf(diff, groups), groups, affected: affectedBy(diff) };
}
