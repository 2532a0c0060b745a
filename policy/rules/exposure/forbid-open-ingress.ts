import { type Finding, must } from "../../finding.ts";
import { isNarrow } from "../../narrow-range.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a range that leaves most of the internet out";

/** Where each form of a rule keeps the ranges that it lets in. */
const RANGES: Readonly<Record<string, (inputs: Value) => readonly Value[]>> = {
  "aws:ec2/securityGroup:SecurityGroup": inlineRanges,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": inlineRanges,
  "aws:ec2/securityGroupRule:SecurityGroupRule": (inputs) => {
    const type = inputs.at("type");
    return type.isUnknown || type.text === "ingress" ? rangesOf(inputs) : [];
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (inputs) =>
    [inputs.at("cidrIpv4"), inputs.at("cidrIpv6")].filter(({ isAbsent }) => !isAbsent),
};

function inlineRanges(inputs: Value): readonly Value[] {
  const { items } = inputs.at("ingress");
  return items.flatMap((rule) => (rule.isUnknown ? [rule] : rangesOf(rule)));
}

function rangesOf(rule: Value): readonly Value[] {
  return [...rule.at("cidrBlocks").items, ...rule.at("ipv6CidrBlocks").items];
}

/** Network ACLs are left out: they have no memory, so answers from the internet need an open rule there. */
export const forbidOpenIngress: ResourceRule = {
  id: "forbid-open-ingress",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No security group lets the whole internet in",
  why: "a port that everybody reaches is found and tried within minutes",
  remedy:
    "name the ranges that need it; a load balancer's public port is an exception in the inventory's exceptions.yaml",
  answers: [
    "AWS EC2.18: security groups let everybody in to authorised ports alone",
    "AWS EC2.19: no security group lets everybody in to ports of high risk",
  ],
  see: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  appliesTo: oneOf(RANGES),
  check: (inputs, { type }): readonly Finding[] =>
    (RANGES[type]?.(inputs) ?? []).flatMap((range) => must(range, EXPECTED, isNarrow)),
};
