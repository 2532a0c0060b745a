import type { Fleet } from "../fleet/inventory.ts";
import { deployStack } from "../stacks/deploy.ts";
import type { Plan } from "./plan.ts";
import { record } from "./record.ts";

/** What a stack would register: the very program, recorded. @throws InputError when the inventory has no such stack. */
export async function planStack(fleet: Fleet, stack: string): Promise<Plan> {
  const resources = await record(() => deployStack(fleet, stack), { stack });
  return { schema: 1, stack, resources };
}

/** Plans of several stacks, one after the other; of the whole fleet when none is named. */
export async function planFleet(fleet: Fleet, stacks: readonly string[] = []): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const stack of stacks.length > 0 ? stacks : [...fleet.clusters.keys()].sort()) {
    plans.push(await planStack(fleet, stack));
  }
  return plans;
}
