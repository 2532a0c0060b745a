import type { PlannedAclRule, Traffic } from "./acl-plan.ts";

interface PortArgs {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly icmpType?: number;
  readonly icmpCode?: number;
}

/** A rule as it is written inside an ACL. */
export interface InlineAclRule extends PortArgs {
  /** Number among the rules of its direction, which AWS reads in that order. Range 1..32766. */
  readonly ruleNo: number;
  /** What is not allowed is denied. */
  readonly action: "allow";
  /** Peers by IPv4 range. @default - those of `ipv6CidrBlock` */
  readonly cidrBlock?: string;
  /** Peers by IPv6 range. @default - those of `cidrBlock` */
  readonly ipv6CidrBlock?: string;
}

/**
 * Rules as the provider takes them. While the VPC has no IPv6 range there is none about it: a preview that adds dual
 * stack to a live VPC still sees the VPC without it.
 */
export function aclRuleArgs(rules: readonly PlannedAclRule[], vpcRange: string | undefined): InlineAclRule[] {
  return rules.flatMap(({ ruleNumber, peer, traffic }): InlineAclRule[] => {
    const rule = { ruleNo: ruleNumber, action: "allow", ...portArgs(traffic) } as const;
    if ("ipv4" in peer) return [{ ...rule, cidrBlock: peer.ipv4 }];
    const ipv6CidrBlock = peer.ipv6 === "vpc" ? vpcRange : peer.ipv6;
    return ipv6CidrBlock === undefined || ipv6CidrBlock === "" ? [] : [{ ...rule, ipv6CidrBlock }];
  });
}

/** The provider keeps protocols as IANA's numbers; other spellings would show as a change for ever. */
const PROTOCOL_NUMBERS = { all: "-1", icmp: "1", tcp: "6", udp: "17", icmpv6: "58" } as const;

/** The provider wants ports everywhere, and nothing but 0 where a protocol has none. */
function portArgs(traffic: Traffic): PortArgs {
  const rule = { protocol: PROTOCOL_NUMBERS[traffic.protocol], fromPort: 0, toPort: 0 };
  switch (traffic.protocol) {
    case "all":
      return rule;
    case "tcp":
    case "udp":
      return { ...rule, fromPort: traffic.fromPort, toPort: traffic.toPort };
    case "icmp":
    case "icmpv6":
      return { ...rule, icmpType: traffic.icmpType, icmpCode: traffic.icmpCode };
  }
}
