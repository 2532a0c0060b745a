import * as tokens from "../../sandbox/aws/tokens.ts";
import { samplePlan } from "./sandbox.ts";

/** What AWS makes beside each VPC; the default security group is one the program takes over, the others stay AWS's. */
const WITH_VPC = { [tokens.ROUTE_TABLE]: 1, [tokens.NETWORK_ACL]: 1 };

/** How many of each type the simulated cloud has when a stack of the sample is up, and nothing exists twice. */
export async function ownCensus(stack: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = { ...WITH_VPC };
  for (const { type, custom } of (await samplePlan(stack)).resources) {
    if (!custom || type.startsWith("pulumi:")) continue;
    const stored = type === tokens.DEFAULT_SECURITY_GROUP ? tokens.SECURITY_GROUP : type;
    counts[stored] = (counts[stored] ?? 0) + 1;
  }
  return counts;
}
