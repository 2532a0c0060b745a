import { breach, type Finding, unknown } from "../../finding.ts";
import { isNarrow } from "../../narrow-range.ts";
import type { Resource } from "../../resource.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "no way in from the whole internet to port 22";

/** SSH. Ports above 1024 must be open to answers; what listens there, security groups guard. */
const ADMIN_PORT = 22;

/** The default ACL lets everything through, and subnets that have none of their own rely on their groups. */
const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";

function findings(inputs: Value, { type }: Resource): readonly Finding[] {
  if (type === ACL) return inputs.at("ingress").items.flatMap((entry) => entryFindings(entry, "action"));
  const out = inputs.at("egress");
  return out.known === true ? [] : entryFindings(inputs, "ruleAction");
}

function entryFindings(entry: Value, action: string): readonly Finding[] {
  if (entry.isUnknown) return [unknown(entry, EXPECTED)];
  if (entry.at(action).text === "deny") return [];
  const ranges = [entry.at("cidrBlock"), entry.at("ipv6CidrBlock")].filter((range) => !range.isAbsent);
  const wide = ranges.filter((range) => range.isUnknown || !isNarrow(range.known));
  return wide.flatMap((range) => {
    const [first, last, protocol] = [entry.at("fromPort"), entry.at("toPort"), entry.at("protocol")];
    const isOut = (value: Value, at: (port: number) => boolean): boolean =>
      typeof value.known === "number" && !(value.known === 0 && last.known === 0) && at(value.known);
    const isHarmless = protocol.known === "1" || protocol.known === "58" || protocol.known === "icmp";
    if (isHarmless || isOut(first, (port) => port > ADMIN_PORT) || isOut(last, (port) => port < ADMIN_PORT))
      return [];
    const open = [range, first, last, protocol, entry.at(action)].find((one) => one.isUnknown);
    return [open === undefined ? breach(range, EXPECTED) : unknown(open, EXPECTED)];
  });
}

export const forbidOpenAdminPorts: ResourceRule = {
  id: "forbid-open-admin-ports",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "No network ACL of the program's own lets the whole internet in to SSH",
  why: "an ACL is the second wall: where a security group is opened by mistake, it still stands",
  remedy: "allow answers alone from the internet: ports from 1024 on",
  answers: ["AWS EC2.21: network ACLs let the internet in to no port of administration"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  appliesTo: (type) => type === ACL || type === ACL_RULE,
  check: findings,
};
