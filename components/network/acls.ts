import { DefaultNetworkAcl } from "@pulumi/aws/ec2/defaultNetworkAcl.js";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl.js";
import { NetworkAclRule } from "@pulumi/aws/ec2/networkAclRule.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { PlannedAcl, PlannedAclRule, Traffic } from "./acl-plan.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { known } from "./known.ts";
import { resourceOptions, type Scope } from "./scope.ts";

interface AclHome {
  readonly vpc: Vpc;
  readonly subnets: ReadonlyMap<string, Subnet>;
}

/** Own network ACLs, and the default one closed once every subnet has left it. */
export function createAcls(scope: Scope, decided: NetworkDecisions, home: AclHome): void {
  if (decided.acls === undefined) return;
  const { own, defaultAclName: name } = decided.acls;
  const dependsOn = own.map((acl) => createAcl(scope, acl, home));
  new DefaultNetworkAcl(
    name,
    { defaultNetworkAclId: home.vpc.defaultNetworkAclId, tags: resourceTags(name) },
    resourceOptions(scope, name, { dependsOn }),
  );
}

function createAcl(
  scope: Scope,
  { name, subnetKeys, rules }: PlannedAcl,
  { vpc, subnets }: AclHome,
): NetworkAcl {
  const subnetIds = subnetKeys.map((key) => known(subnets, key).id);
  const args = { vpcId: vpc.id, subnetIds, tags: resourceTags(name) };
  const acl = new NetworkAcl(name, args, resourceOptions(scope, name));
  for (const rule of rules) {
    new NetworkAclRule(
      rule.name,
      {
        networkAclId: acl.id,
        egress: rule.direction === "out",
        ruleNumber: rule.ruleNumber,
        ruleAction: "allow",
        ...peerArgs(rule, vpc),
        ...trafficArgs(rule.traffic),
      },
      resourceOptions(scope, rule.name),
    );
  }
  return acl;
}

function peerArgs({ peer }: PlannedAclRule, vpc: Vpc) {
  if ("ipv4" in peer) return { cidrBlock: peer.ipv4 };
  return { ipv6CidrBlock: peer.ipv6 === "vpc" ? vpc.ipv6CidrBlock : peer.ipv6 };
}

/** The provider keeps protocols as IANA's numbers; other spellings would show as a change for ever. */
const PROTOCOL_NUMBERS = { all: "-1", icmp: "1", tcp: "6", udp: "17", icmpv6: "58" } as const;

function trafficArgs(traffic: Traffic) {
  const protocol = PROTOCOL_NUMBERS[traffic.protocol];
  switch (traffic.protocol) {
    case "all":
      return { protocol };
    case "tcp":
    case "udp":
      return { protocol, fromPort: traffic.fromPort, toPort: traffic.toPort };
    case "icmp":
    case "icmpv6":
      return { protocol, icmpType: traffic.icmpType, icmpCode: traffic.icmpCode };
  }
}
