import { breach, type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a protocol and at most 1,024 ports, for a range";

/** Most ports that one rule opens to a range of addresses. */
const MOST_PORTS = 1_024;
const PORTS = new Set<unknown>(["tcp", "udp", "6", "17"]);

/** ICMP has no ports; everything else, or all protocols at once, is open as a whole. */
const ICMP = new Set<unknown>(["icmp", "icmpv6", "1", "58"]);

function findings(inputs: Value): readonly Finding[] {
  const ranges = [inputs.at("cidrIpv4"), inputs.at("cidrIpv6"), inputs.at("prefixListId")];
  if (ranges.every((range) => range.isAbsent)) return [];
  const protocol = inputs.at("ipProtocol");
  if (protocol.isUnknown) return [unknown(protocol, EXPECTED)];
  if (ICMP.has(protocol.known)) return [];
  if (!PORTS.has(protocol.known)) return [breach(protocol, EXPECTED)];
  const [from, to] = [inputs.at("fromPort"), inputs.at("toPort")];
  const first = from.isUnknown ? undefined : from.known;
  return must(to, EXPECTED, (last) => {
    return typeof first === "number" && typeof last === "number" && last - first < MOST_PORTS;
  }).map((found) => (from.isUnknown ? unknown(from, EXPECTED) : found));
}

export const forbidWidePorts: ResourceRule = {
  id: "forbid-wide-ports",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "Ranges of addresses reach named ports, not all of them",
  why: "every service that is ever started there is reachable from the range at once",
  remedy: "name the protocol and at most 1,024 ports, or refer to a security group instead of a range",
  answers: [
    "AWS EC2.19: no security group lets everybody in to ports of high risk",
    "EKS-BP network security: security groups",
  ],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  appliesTo: (type) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  check: findings,
};
