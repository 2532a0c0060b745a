import { type Fault, InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { diffSides } from "../../plan/fleet-diff.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { betweenRevisions, bothSides } from "../diff/both-sides.ts";
import { findRevision } from "../revision.ts";

export interface AffectedAsked {
  readonly inventory: string;
  /** What to compare with. @default - all must be asked for */
  readonly base?: string;
  /** What is compared. @default - the work tree */
  readonly head?: string;
  readonly mergeBase?: boolean;
  readonly all?: boolean;
  readonly today: string;
}

export interface AffectedStacks {
  readonly fleet: Fleet;
  /** Stacks whose plan the later side changes, or all. */
  readonly stacks: readonly string[];
  /** Stacks that the base has and the later side has not. */
  readonly gone: readonly string[];
}

/**
 * Which stacks there is something to do for.
 *
 * @throws InputError when neither a base nor all is asked for, or both, and when today's program cannot read the inventory
 *   of the later side.
 */
export async function affectedStacks(asked: AffectedAsked): Promise<AffectedStacks> {
  const { inventory, base, head, all = false, today } = asked;
  if (all === (base !== undefined)) throw new InputError([{ ...EITHER, got: all ? "both" : "none" }]);
  if (base !== undefined) return betweenTwo({ ...asked, base });
  if (head !== undefined) throw new InputError([NO_HEAD]);
  const fleet = checkedFleet(inventory, today);
  return { fleet, stacks: stackEntries(fleet), gone: [] };
}

async function betweenTwo({ inventory, base, head, mergeBase, today }: AffectedAsked & { base: string }) {
  const was = await findRevision(inventory, base, mergeBase === true ? (head ?? "HEAD") : undefined);
  const plans = { stacks: [], today, dataOnly: false };
  const { fleet, before, after } =
    head === undefined
      ? await bothSides(was, inventory, plans)
      : await betweenRevisions(was, await findRevision(inventory, head), plans);
  if (fleet === undefined) throw new InputError([notUnderstood(head ?? "")]);
  const { changed } = diffSides(before, after);
  const named = (isGone: boolean): readonly string[] =>
    changed.filter(({ fate }) => (fate === "goes") === isGone).map(({ stack }) => stack);
  return { fleet, stacks: named(false), gone: named(true) };
}

const EITHER: Fault = {
  file: "atoll ci matrix",
  path: "",
  expected: "one of --base <revision> and --all",
  hint: "--base origin/main takes what the branch changes",
};

const NO_HEAD: Fault = {
  file: "--head",
  path: "",
  expected: "a --base to compare with",
  got: "--all",
  hint: "--all is about the work tree; check the other revision out",
};

const notUnderstood = (head: string): Fault => ({
  file: "--head",
  path: "",
  expected: "an inventory that today's program understands",
  got: JSON.stringify(head),
  hint: "check that revision out, and ask its own program",
});
