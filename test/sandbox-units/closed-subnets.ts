import type { Cloud, Thing } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";

/** Whether an ACL lets anything through in a direction, by rules inside it or beside it. */
function hasRules(cloud: Cloud, { id, state }: Thing, direction: "ingress" | "egress"): boolean {
  const inside = (state[direction] ?? []) as readonly unknown[];
  const egress = direction === "egress";
  const beside = { type: tokens.NETWORK_ACL_RULE, state: { networkAclId: id, egress } };
  return inside.length + cloud.count(beside) > 0;
}

/** The ACL that a subnet is on: the one it is associated with, or its VPC's default one. */
function aclOf(cloud: Cloud, subnet: Thing): Thing {
  const associated = { type: tokens.NETWORK_ACL_ASSOCIATION, state: { subnetId: subnet.id } };
  const id = cloud.find(associated)?.state["networkAclId"] as string | undefined;
  const ofVpc = { vpcId: subnet.state["vpcId"] as string, isDefault: true };
  return cloud.find({ type: tokens.NETWORK_ACL, ...(id === undefined ? { state: ofVpc } : { id }) })!;
}

/** Names of the subnets on an ACL without a rule in one of the directions: nothing in them is reached any more. */
export function closedSubnets(cloud: Cloud): readonly string[] {
  const closed = cloud.list({ type: tokens.SUBNET }).filter((subnet) => {
    const acl = aclOf(cloud, subnet);
    return !hasRules(cloud, acl, "ingress") || !hasRules(cloud, acl, "egress");
  });
  return closed.map(({ id, tags }) => tags["Name"] ?? id).sort();
}
