import * as tokens from "../../sandbox/aws/tokens.ts";
import { networkInventory } from "./inventories.ts";
import { samplePlan } from "./sandbox.ts";

/** What AWS makes beside each VPC, and the program leaves as it is. */
const WITH_VPC = { [tokens.ROUTE_TABLE]: 1 };

/** What AWS makes beside each VPC, and the program takes over. */
const TAKEN_OVER: Readonly<Record<string, string>> = {
  [tokens.DEFAULT_SECURITY_GROUP]: tokens.SECURITY_GROUP,
  [tokens.DEFAULT_NETWORK_ACL]: tokens.NETWORK_ACL,
};

/** How many of each type the simulated cloud has when a stack that is a network alone is up, and nothing exists twice. */
export async function ownCensus(stack: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = { ...WITH_VPC };
  for (const { type, custom } of (await samplePlan(stack, networkInventory())).resources) {
    if (!custom || type.startsWith("pulumi:")) continue;
    const stored = TAKEN_OVER[type] ?? type;
    counts[stored] = (counts[stored] ?? 0) + 1;
  }
  return counts;
}
