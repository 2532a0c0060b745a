import { chosenStacks, stackEntries } from "../../fleet/stack-names.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlanSource } from "../../plan/plan-source.ts";
import { plannableFleet, plannedStacks } from "../plans/planned-stacks.ts";
import { type Revision, stacksAt } from "../revision.ts";
import { plansAt, type PlansAsked } from "../revision-plans.ts";

export interface BothSides {
  /** The inventory of the later side. @default - there is none, or today's program does not understand it */
  readonly fleet?: Fleet;
  readonly before: readonly PlanSource[];
  readonly after: readonly PlanSource[];
  /** What a reader must know of how the plans were made. */
  readonly notes: readonly string[];
}

/**
 * Plans of a revision and of the work tree. The revision's program runs in another process at the same time.
 *
 * @throws InputError for faults of either inventory, and for names that neither of them has.
 */
export async function bothSides(
  revision: Revision,
  inventory: string,
  asked: PlansAsked,
): Promise<BothSides & { readonly fleet: Fleet }> {
  const { isCached = true } = asked;
  const fleet = await plannableFleet(inventory, asked.today, isCached);
  const entries = stackEntries(fleet);
  chosenStacks(asked.stacks, [...new Set([...entries, ...(await stacksAt(revision))])]);
  const wanted = entries.filter((entry) => asked.stacks.length === 0 || asked.stacks.includes(entry));
  const [{ plans: before, notes }, after] = await Promise.all([
    plansAt(revision, asked),
    plannedStacks(fleet, wanted, isCached),
  ]);
  return { fleet, before, after, notes };
}

/**
 * Plans of two revisions, each by its own program; the work tree has no part in it.
 *
 * @throws InputError for faults of either inventory, and for names that neither of them has.
 */
export async function betweenRevisions(
  base: Revision,
  head: Revision,
  asked: PlansAsked,
): Promise<BothSides> {
  const entries = [...new Set([...(await stacksAt(base)), ...(await stacksAt(head))])];
  // Cells are no files: whether a cluster has them, only its entry says.
  const files = asked.stacks.map((name) => name.replace(/\.cell\d+$/, ""));
  chosenStacks(files, entries);
  const [was, is] = await Promise.all([plansAt(base, asked), plansAt(head, { ...asked, wantsFleet: true })]);
  return {
    ...(is.fleet === undefined ? {} : { fleet: is.fleet }),
    before: was.plans,
    after: is.plans,
    notes: [...new Set([...was.notes, ...is.notes])],
  };
}
