import { counted, headline } from "./diff-words.ts";
import { dangerTexts } from "./dangers.ts";
import type { FleetDiff } from "./fleet-diff.ts";
import type { DiffGroup } from "./groups/groups.ts";
import { releaseDangers } from "./rendered/release-words.ts";

/** What a change is, the worst that holds of it. */
export type VerdictLevel = "none" | "changed" | "violated" | "dangerous";

export interface Verdict {
  readonly level: VerdictLevel;
  /** One line. */
  readonly text: string;
}

/** What to think of a change, in one line: whether somebody has to look twice, and where first. */
export function verdictOf(diff: FleetDiff, groups: readonly DiffGroup[]): Verdict {
  const dangers = [...groups.flatMap(({ shown }) => dangerTexts(shown)), ...releaseDangers(diff)];
  const stopping = (diff.policy?.come ?? []).filter(({ level }) => level === "mandatory");
  const [worst] = dangers;
  if (worst !== undefined) {
    const more = dangers.length === 1 ? "" : `; and ${counted(dangers.length - 1, "more danger")}`;
    return { level: "dangerous", text: `DANGEROUS: ${worst}${more}` };
  }
  const [first] = stopping;
  if (first !== undefined) {
    const stacks = new Set(stopping.map(({ stack }) => stack)).size;
    const text = `AGAINST THE RULES: ${counted(stopping.length, "new violation")} in ${counted(stacks, "stack")}, which stop an update`;
    return { level: "violated", text };
  }
  if (diff.changed.length === 0) return { level: "none", text: headline(diff) };
  return {
    level: "changed",
    text: "NO DANGER FOUND: no data goes, and nothing that is protected goes or is made anew",
  };
}
