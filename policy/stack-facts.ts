import { resolve } from "node:path";
import { InputError } from "../fleet/check.ts";
import type { Facts } from "./resource.ts";

const PROJECT_ROOT = resolve(import.meta.dirname, "..");

/** Inventory that facts come from when the pack's configuration names no other. */
export const DEFAULT_INVENTORY = "inventory";

/**
 * What the inventory says about the stack that a resource belongs to; nothing where it lacks the stack, or is faulty.
 *
 * @param inventory folder, from the root of the checkout
 * @param urn any resource of the stack
 */
export async function stackFacts(inventory: string, urn: string, today: string): Promise<Facts> {
  const { loadFleet } = await import("../fleet/load.ts");
  const { stackProtects } = await import("../fleet/stack-protection.ts");
  try {
    const protect = stackProtects(loadFleet(resolve(PROJECT_ROOT, inventory), today), stackOf(urn));
    return protect === undefined ? {} : { protect };
  } catch (error) {
    // The program tells the same faults, and better.
    if (error instanceof InputError) return {};
    throw error;
  }
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function stackOf(urn: string): string {
  return /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "";
}
