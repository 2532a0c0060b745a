import { accountMove } from "./account-moves.ts";
import type { FleetDiff, StackDiff } from "./fleet-diff.ts";
import type { Json } from "./json.ts";
import type { ResourceChange } from "./resource-change.ts";

/** Longest value that is shown whole, in characters. */
export const LONGEST_VALUE = 120;

/** A value on one line; of a long one the beginning, and how much more there is. */
export function shown(value: Json): string {
  return cut(JSON.stringify(value));
}

/** A line; of a long one the beginning, and how much more there is. */
export function cut(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= LONGEST_VALUE) return text;
  const rest = characters.length - LONGEST_VALUE;
  return `${characters.slice(0, LONGEST_VALUE).join("")}... (${rest} more characters)`;
}

export interface Counts {
  readonly replaced: number;
  readonly deleted: number;
  readonly changed: number;
  readonly added: number;
}

export function countsOf({ replaced, deleted, changed, added }: StackDiff): Counts {
  return {
    replaced: replaced.length,
    deleted: deleted.length,
    changed: changed.length,
    added: added.length,
  };
}

/** Counts over all stacks. */
export function totalCounts({ changed: stacks }: FleetDiff): Counts {
  const sum = (of: (counts: Counts) => number): number =>
    stacks.reduce((total, diff) => total + of(countsOf(diff)), 0);
  return {
    replaced: sum(({ replaced }) => replaced),
    deleted: sum(({ deleted }) => deleted),
    changed: sum(({ changed }) => changed),
    added: sum(({ added }) => added),
  };
}

/** `1 replaced, 2 changed`: what is not zero, the worst first. */
export function countsText(counts: Counts): string {
  const { replaced, deleted, changed, added } = counts;
  const all = Object.entries({ replaced, deleted, changed, added });
  return all
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}

/** `1 stack`, `3 stacks`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** `1 replaced, 3 added in 2 of 5 stacks`. */
export function headline(diff: FleetDiff): string {
  const stacks = diff.changed.length + diff.unchanged;
  if (diff.changed.length === 0) return `no changes in ${counted(stacks, "stack")}`;
  const counts = countsText(totalCounts(diff));
  return `${counts === "" ? "no resources" : counts} in ${diff.changed.length} of ${counted(stacks, "stack")}`;
}

/** Said of a stack that only one of the two revisions has; undefined for any other. */
export function fateText({ fate, stack, added, deleted }: StackDiff): string | undefined {
  if (fate === "comes") return `stack ${stack} is new (${counted(added.length, "resource")})`;
  if (fate === "goes") return `stack ${stack} has no entry any more (${counted(deleted.length, "resource")})`;
  return undefined;
}

/** Said of each provider that goes to another account; the engine itself would call it an update. */
export function moveTexts({ stack, replaced }: StackDiff): readonly string[] {
  return replaced.flatMap(({ before, after }) => {
    const move = accountMove(before, after);
    if (move === undefined) return [];
    return [
      `${stack}: provider ${after.name} moves from account ${move.from} to ${move.to}: everything below it is made anew`,
    ];
  });
}

/** Whether one of the two sides protects a resource: the engine asks the state, which may be either. */
export function isProtected({ before, after }: ResourceChange): boolean {
  return before.protect || after.protect;
}
