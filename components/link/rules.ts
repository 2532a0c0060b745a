import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import { resourceTags } from "../../fleet/tags.ts";
import { type PlaceScope, providerOf } from "./place.ts";
import type { PlannedRule } from "./rule-plan.ts";

/** What comes in, by range and not by group: a group of another region cannot be named. */
export function createRules({ parent, places }: PlaceScope, rules: readonly PlannedRule[]): void {
  for (const { name, end, cidr, protocol, port, why } of rules) {
    const securityGroupId = places[end].nodeSecurityGroupId;
    if (securityGroupId === undefined) throw new Error(`${name} is for nodes whose group was not given`);
    // All types of icmp, and all their codes.
    const ports = port === undefined ? { fromPort: -1, toPort: -1 } : { fromPort: port, toPort: port };
    const args = { securityGroupId, cidrIpv4: cidr, ipProtocol: protocol, ...ports, description: why };
    new SecurityGroupIngressRule(
      name,
      { ...args, tags: resourceTags(name) },
      { parent, ...providerOf(places[end]) },
    );
  }
}
