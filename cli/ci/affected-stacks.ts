import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { diffSides } from "../../plan/fleet-diff.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { bothSides } from "../diff/both-sides.ts";
import { findRevision } from "../revision.ts";

export interface AffectedAsked {
  readonly inventory: string;
  /** What to compare with. @default - all must be asked for */
  readonly base?: string;
  readonly mergeBase?: boolean;
  readonly all?: boolean;
  readonly today: string;
}

export interface AffectedStacks {
  readonly fleet: Fleet;
  /** Stacks whose plan the work tree changes, or all. */
  readonly stacks: readonly string[];
  /** Stacks that the base has and the work tree has not. */
  readonly gone: readonly string[];
}

/** Which stacks there is something to do for. @throws InputError when neither a base nor all is asked for, or both. */
export async function affectedStacks(asked: AffectedAsked): Promise<AffectedStacks> {
  const { inventory, base, mergeBase, all = false, today } = asked;
  if (all === (base !== undefined)) throw new InputError([{ ...EITHER, got: all ? "both" : "none" }]);
  if (base === undefined) {
    const fleet = checkedFleet(inventory, today);
    return { fleet, stacks: stackEntries(fleet), gone: [] };
  }
  const revision = await findRevision(inventory, base, mergeBase === true ? "HEAD" : undefined);
  const { fleet, before, after } = await bothSides(revision, inventory, {
    stacks: [],
    today,
    dataOnly: false,
  });
  const { changed } = diffSides(before, after);
  const named = (isGone: boolean): readonly string[] =>
    changed.filter(({ fate }) => (fate === "goes") === isGone).map(({ stack }) => stack);
  return { fleet, stacks: named(false), gone: named(true) };
}

const EITHER = {
  file: "atoll ci matrix",
  path: "",
  expected: "one of --base <revision> and --all",
  hint: "--base origin/main takes what the branch changes",
};
