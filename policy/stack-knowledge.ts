import { resolve } from "node:path";
import { InputError } from "../fleet/check.ts";
import type { PolicyException } from "../fleet/schema/exceptions.ts";
import type { RuleLevels } from "../fleet/schema/policy.ts";
import type { Facts } from "./resource.ts";

const PROJECT_ROOT = resolve(import.meta.dirname, "..");

/** Inventory that is read when the pack's configuration names no other. */
export const DEFAULT_INVENTORY = "inventory";

/** What the inventory says to the rules about one stack. */
export interface StackKnowledge {
  readonly stack: string;
  readonly facts: Facts;
  readonly levels: RuleLevels;
  readonly exceptions: readonly PolicyException[];
}

/** What holds where no inventory was read: the rules as they are. */
export const NO_KNOWLEDGE: StackKnowledge = { stack: "", facts: {}, levels: {}, exceptions: [] };

/**
 * What the inventory says about the stack that a resource belongs to; nothing where it is faulty, and no facts where it
 * lacks the stack.
 *
 * @param inventory folder, from the root of the checkout
 * @param urn any resource of the stack
 */
export async function stackKnowledge(inventory: string, urn: string, today: string): Promise<StackKnowledge> {
  const { loadFleet } = await import("../fleet/load.ts");
  const { factsOf } = await import("./facts.ts");
  const stack = stackOf(urn);
  try {
    const fleet = loadFleet(resolve(PROJECT_ROOT, inventory), today);
    const { exceptions = [], settings } = fleet;
    return { stack, facts: factsOf(fleet, stack), levels: settings.policy.levels, exceptions };
  } catch (error) {
    // The program tells the same faults, and better.
    if (error instanceof InputError) return { ...NO_KNOWLEDGE, stack };
    throw error;
  }
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function stackOf(urn: string): string {
  return /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "";
}
