import { type Answer, counterpartFindings } from "../../counterpart.ts";
import { hasSubnets } from "../../network-with-subnets.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

function isClosed(inputs: Value): Answer {
  const sides = [inputs.at("ingress"), inputs.at("egress")];
  if (sides.some((side) => !side.isUnknown && side.items.length > 0)) return "no";
  return sides.some((side) => side.isUnknown) ? "unknown" : "yes";
}

export const requireClosedDefaultGroup: StackRule = {
  id: "require-closed-default-group",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "The default security group of every network that is made here is taken over, and lets nothing through",
  why: "whatever is started without a group of its own talks to everything in the default one",
  remedy: "register a DefaultSecurityGroup without ingress and egress",
  answers: ["AWS EC2.2: default security groups let nothing in or out"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:ec2/vpc:Vpc",
      needs: hasSubnets,
      by: { "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "vpcId" },
      path: "defaultSecurityGroup",
      expected: "a default group without rules",
      wrong: "one with rules",
      counts: isClosed,
    }),
};
