import { checkedFleet } from "../stacks/checked-fleet.ts";
import { chosenStacks, stackEntries } from "../fleet/stack-names.ts";
import type { Fleet } from "../fleet/inventory.ts";
import type { Plan } from "../plan/plan.ts";
import { planStacks } from "../plan/plan-stack.ts";
import { stackProgress } from "./progress.ts";
import { type Revision, stacksAt } from "./revision.ts";
import { plansAt, type PlansAsked } from "./revision-plans.ts";

export interface BothSides {
  /** The work tree's. */
  readonly fleet: Fleet;
  readonly before: readonly Plan[];
  readonly after: readonly Plan[];
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
): Promise<BothSides> {
  const fleet = checkedFleet(inventory, asked.today);
  const entries = stackEntries(fleet);
  chosenStacks(asked.stacks, [...new Set([...entries, ...(await stacksAt(revision))])]);
  const wanted = entries.filter((entry) => asked.stacks.length === 0 || asked.stacks.includes(entry));
  const [{ plans: before, notes }, after] = await Promise.all([
    plansAt(revision, asked),
    planStacks(fleet, wanted, stackProgress("planning", wanted.length)),
  ]);
  return { fleet, before, after, notes };
}
