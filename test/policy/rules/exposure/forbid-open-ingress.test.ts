import { expect, test } from "vitest";
import { forbidOpenIngress } from "../../../../policy/rules/exposure/forbid-open-ingress.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const EXPECTED = "a range that leaves most of the internet out";
const open = (path: string, got: string): string =>
  `${path}: expected ${EXPECTED}, got "${got}"; name the ranges that need it; a load balancer's public port is an exception in the inventory's exceptions.yaml`;

const ask = (type: string, inputs: Record<string, unknown>) => said(forbidOpenIngress, { type, inputs });

test("ranges of a fleet, an office and another group are fine", () => {
  expect(ask(INGRESS, { cidrIpv4: "10.0.0.0/8" })).toEqual([]);
  expect(ask(INGRESS, { cidrIpv6: "fc00::/7" })).toEqual([]);
  expect(ask(INGRESS, { cidrIpv4: "203.0.113.0/24" })).toEqual([]);
  expect(ask(INGRESS, { referencedSecurityGroupId: UNKNOWN })).toEqual([]);
  expect(ask(GROUP, {})).toEqual([]);
  expect(ask(GROUP, { ingress: [{ cidrBlocks: ["10.1.0.0/16"], self: true }] })).toEqual([]);
});

test("the whole internet is refused in every form of a rule", () => {
  expect(ask(INGRESS, { cidrIpv4: "0.0.0.0/0" })).toEqual([open("cidrIpv4", "0.0.0.0/0")]);
  expect(ask(INGRESS, { cidrIpv6: "::/0" })).toEqual([open("cidrIpv6", "::/0")]);
  expect(ask(RULE, { type: "ingress", cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] })).toEqual([
    open("cidrBlocks[1]", "0.0.0.0/0"),
  ]);
  expect(ask(GROUP, { ingress: [{ cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }] })).toEqual([
    open("ingress[0].cidrBlocks[0]", "0.0.0.0/0"),
    open("ingress[0].ipv6CidrBlocks[0]", "::/0"),
  ]);
});

test("the internet in two halves, or in another notation, is still the internet", () => {
  for (const range of [
    "10.0.0.0/0",
    "192.168.0.0/1",
    "fc00::/1",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "0000::/0",
    "2000::/3",
    "0:0::0/0",
    "somewhere",
  ])
    expect(ask(INGRESS, { cidrIpv4: range })).toEqual([open("cidrIpv4", range)]);
});

test("what goes out is not asked about", () => {
  expect(ask(RULE, { type: "egress", cidrBlocks: ["0.0.0.0/0"] })).toEqual([]);
  expect(ask(GROUP, { egress: [{ cidrBlocks: ["0.0.0.0/0"] }] })).toEqual([]);
});

test("a range, or a list of rules, that is not known yet is said to be unknown", () => {
  expect(ask(INGRESS, { cidrIpv4: UNKNOWN })).toEqual([notKnown("cidrIpv4", EXPECTED)]);
  expect(ask(GROUP, { ingress: UNKNOWN })).toEqual([notKnown("ingress", EXPECTED)]);
  expect(ask(RULE, { type: UNKNOWN, cidrBlocks: ["0.0.0.0/0"] })).toEqual([
    open("cidrBlocks[0]", "0.0.0.0/0"),
  ]);
});
