import { InputError } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { plannedClusterOutputs, plannedRegionOutputs } from "../fleet/shown-outputs.ts";
import { deployStack } from "../stacks/deploy.ts";
import type { Plan } from "./plan.ts";
import { record } from "./record.ts";

/** What a stack would register: the very program, recorded. @throws InputError when the inventory has no such stack. */
export async function planStack(fleet: Fleet, stack: string): Promise<Plan> {
  const program = (): unknown => deployStack(fleet, stack);
  const shown = (other: string) => {
    const region = fleet.regions.get(other);
    if (region !== undefined) return plannedRegionOutputs(region);
    return fleet.clusters.has(other) ? plannedClusterOutputs(fleet, other) : undefined;
  };
  const resources = await record(program, { stack, shown }).catch((error: unknown) => {
    if (error instanceof InputError) throw error;
    // A bug of ours has to be found: once more, with stack traces.
    return record(program, { stack, shown, traces: true });
  });
  return { schema: 1, stack, resources };
}

/**
 * Plans of these stacks, one after the other; `told` hears of each before it is planned.
 *
 * @throws InputError when the inventory lacks one of them.
 */
export async function planStacks(
  fleet: Fleet,
  stacks: readonly string[],
  told: (stack: string, index: number) => void = () => undefined,
): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const [index, stack] of stacks.entries()) {
    told(stack, index);
    plans.push(await planStack(fleet, stack));
  }
  return plans;
}
