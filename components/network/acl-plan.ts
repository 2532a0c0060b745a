import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { SUBNET_CLASSES, type SubnetClass } from "../../fleet/schema/networks.ts";

/** One kind of traffic; the numbers of ICMP are those of IANA. */
export type Traffic =
  | { readonly protocol: "all" }
  | { readonly protocol: "tcp" | "udp"; readonly fromPort: number; readonly toPort: number }
  | { readonly protocol: "icmp" | "icmpv6"; readonly icmpType: number; readonly icmpCode: number };

/** Traffic that a network ACL lets through; `vpc` stands for the IPv6 range that AWS gives the VPC. */
export interface PlannedAclRule {
  readonly direction: "in" | "out";
  /** Place among the rules of its direction. Range 1..32766. */
  readonly ruleNumber: number;
  readonly peer: { readonly ipv4: string } | { readonly ipv6: "vpc" | "::/0" };
  readonly traffic: Traffic;
}

export interface PlannedAcl {
  readonly name: string;
  readonly subnetKeys: readonly string[];
  readonly rules: readonly PlannedAclRule[];
}

/** A rule about the whole internet, in both families. */
interface InternetRule {
  /** Number of the IPv4 rule; the IPv6 rule has the next one. */
  readonly ruleNumber: number;
  readonly ipv4: Traffic;
  /** @default - the same as `ipv4` */
  readonly ipv6?: Traffic;
}

/**
 * Network ACLs forget connections, so the answers to what a subnet asked need rules of their own. NAT gateways ask from
 * ports 1024-65535, which covers every other client. "Packet too big" (ICMP 3/4, ICMPv6 2/0) must come through, or a
 * path with a smaller MTU swallows large packets.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/path_mtu_discovery.html
 */
const ANSWERS: readonly InternetRule[] = [
  { ruleNumber: 200, ipv4: { protocol: "tcp", fromPort: 1024, toPort: 65_535 } },
  { ruleNumber: 210, ipv4: { protocol: "udp", fromPort: 1024, toPort: 65_535 } },
  {
    ruleNumber: 220,
    ipv4: { protocol: "icmp", icmpType: 3, icmpCode: 4 },
    ipv6: { protocol: "icmpv6", icmpType: 2, icmpCode: 0 },
  },
];

/** What load balancers listen on. */
const WEB: readonly InternetRule[] = [
  { ruleNumber: 300, ipv4: { protocol: "tcp", fromPort: 80, toPort: 80 } },
  { ruleNumber: 310, ipv4: { protocol: "tcp", fromPort: 443, toPort: 443 } },
];

const EVERYTHING: readonly InternetRule[] = [{ ruleNumber: 200, ipv4: { protocol: "all" } }];

/** What each class exchanges with the internet; with the VPC itself, all exchange everything. */
const INTERNET_RULES: Readonly<
  Record<SubnetClass, { readonly in: readonly InternetRule[]; readonly out: readonly InternetRule[] }>
> = {
  node: { in: ANSWERS, out: EVERYTHING },
  pod: { in: ANSWERS, out: EVERYTHING },
  public: { in: [...ANSWERS, ...WEB], out: EVERYTHING },
  "control-plane": { in: [], out: [] },
};

/** Address ranges of a VPC: those of IPv4 by name, and whether AWS adds one of IPv6. */
export interface VpcRanges {
  readonly ipv4: readonly string[];
  readonly dualStack: boolean;
}

/** One network ACL per subnet class, so that every subnet has its own and the default one can be closed. */
export function aclPlan(
  name: string,
  subnets: readonly PlannedSubnet[],
  ranges: VpcRanges,
): readonly PlannedAcl[] {
  const classes = Map.groupBy(subnets, (subnet) => subnet.class);
  return SUBNET_CLASSES.flatMap((subnetClass) => {
    const members = classes.get(subnetClass);
    if (members === undefined) return [];
    const acl = `${name}-acl-${subnetClass}`;
    const rules = (["in", "out"] as const).flatMap((direction) => [
      ...vpcRules(direction, ranges),
      ...INTERNET_RULES[subnetClass][direction].flatMap((rule) => internetRules(direction, rule)),
    ]);
    return [
      {
        name: acl,
        subnetKeys: members.map((subnet) => subnet.key),
        rules: rules.filter((rule) => ranges.dualStack || "ipv4" in rule.peer),
      },
    ];
  });
}

/** Everything within the VPC. Secondary ranges are only ever appended, so their numbers stay. */
function vpcRules(direction: "in" | "out", ranges: VpcRanges): readonly PlannedAclRule[] {
  const shared = { direction, traffic: { protocol: "all" } } as const;
  const ipv4 = ranges.ipv4.map((cidr, index) => ({
    ...shared,
    ruleNumber: 100 + index,
    peer: { ipv4: cidr },
  }));
  return [...ipv4, { ...shared, ruleNumber: 150, peer: { ipv6: "vpc" } }];
}

function internetRules(direction: "in" | "out", rule: InternetRule): readonly PlannedAclRule[] {
  const { ipv4, ipv6 = ipv4, ruleNumber } = rule;
  return [
    { direction, ruleNumber, peer: { ipv4: "0.0.0.0/0" }, traffic: ipv4 },
    { direction, ruleNumber: ruleNumber + 1, peer: { ipv6: "::/0" }, traffic: ipv6 },
  ];
}

/** What AWS gives a VPC's default network ACL: everything, in both families, under the same numbers. */
export const OPEN_RULES: readonly PlannedAclRule[] = (["in", "out"] as const).flatMap((direction) =>
  internetRules(direction, { ruleNumber: 100, ipv4: { protocol: "all" } }),
);
