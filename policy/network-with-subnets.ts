import type { Resource } from "./resource.ts";
import type { Wiring } from "./wiring.ts";

/** Whether anything can be started in a network. One without subnets only has a name resolve, and no traffic. */
export function hasSubnets(vpc: Resource, wiring: Wiring): boolean {
  const type = "aws:ec2/subnet:Subnet";
  return wiring.users(vpc, type, "vpcId").length > 0 || wiring.hasOpen(type, "vpcId");
}
