import { join, resolve } from "node:path";
import { Option } from "commander";
import type { Fleet } from "../../fleet/inventory.ts";
import { textDigest } from "../../plan/cache/fact-digest.ts";
import type { PlannedStack } from "../../plan/pool/planned-stack.ts";
import { plansProgress } from "../progress.ts";
import { PLANS_FOLDER, thisProgram } from "./place.ts";

/** `--no-cache`, of every command that plans. */
export function cacheOption(): Option {
  return new Option("--no-cache", "plan every stack anew, those on which nothing has changed as well");
}

/**
 * The fleet of a folder, read and checked. Files that have not changed since the last run are not read again.
 *
 * @param isCached What `--no-cache` leaves.
 * @param rememberedAs Folder whose files are remembered, where this is a copy of it.
 * @throws InputError with every fault of the run, by file and line.
 */
export async function plannableFleet(
  inventory: string,
  today: string,
  isCached: boolean,
  rememberedAs = inventory,
): Promise<Fleet> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  if (!isCached) return checkedFleet(inventory, today);
  const { entryMemory } = await import("../../plan/cache/entry-memory.ts");
  const path = join(PLANS_FOLDER, "_entries", `${textDigest(resolve(rememberedAs))}.json`);
  const memory = entryMemory(path, await thisProgram());
  const fleet = checkedFleet(inventory, today, memory);
  memory.save();
  return fleet;
}

/**
 * Plans of stacks: those that nothing has changed for come from the cache of the checkout, the others are planned side by
 * side.
 *
 * @param isCached What `--no-cache` leaves.
 */
export async function plannedStacks(
  fleet: Fleet,
  stacks: readonly string[],
  isCached: boolean,
): Promise<readonly PlannedStack[]> {
  const { planFleet } = await import("../../plan/pool/plan-fleet.ts");
  const program = await thisProgram();
  return planFleet(fleet, stacks, { folder: PLANS_FOLDER, program, isCached, told: plansProgress() });
}
