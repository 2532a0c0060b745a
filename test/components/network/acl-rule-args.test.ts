import { expect, test } from "vitest";
import type { PlannedAclRule } from "../../../components/network/acl-plan.ts";
import { aclRuleArgs } from "../../../components/network/acl-rule-args.ts";

const everything = { direction: "in", traffic: { protocol: "all" } } as const;

const RULES: readonly PlannedAclRule[] = [
  { ...everything, ruleNumber: 100, peer: { ipv4: "10.0.0.0/16" } },
  { ...everything, ruleNumber: 150, peer: { ipv6: "vpc" } },
  { ...everything, ruleNumber: 201, peer: { ipv6: "::/0" } },
];

const args = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };

test("a rule about the VPC's IPv6 range has that range", () => {
  expect(aclRuleArgs(RULES, "2001:db8:0:100::/56")).toEqual([
    { ...args, ruleNo: 100, cidrBlock: "10.0.0.0/16" },
    { ...args, ruleNo: 150, ipv6CidrBlock: "2001:db8:0:100::/56" },
    { ...args, ruleNo: 201, ipv6CidrBlock: "::/0" },
  ]);
});

test("while the VPC has no IPv6 range, no rule is about it", () => {
  for (const none of ["", undefined]) {
    expect(aclRuleArgs(RULES, none).map(({ ruleNo }) => ruleNo)).toEqual([100, 201]);
  }
});
