import { DefaultNetworkAcl } from "@pulumi/aws/ec2/defaultNetworkAcl.js";
import { NetworkAcl } from "@pulumi/aws/ec2/networkAcl.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import { OPEN_RULES, type PlannedAcl, type PlannedAclRule } from "./acl-plan.ts";
import { type InlineAclRule, aclRuleArgs } from "./acl-rule-args.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { known } from "./known.ts";
import { resourceOptions, type Scope } from "./scope.ts";

interface AclHome {
  readonly vpc: Vpc;
  readonly subnets: ReadonlyMap<string, Subnet>;
}

/**
 * Own network ACLs, and the default one: closed once every subnet has left it, and open as AWS makes it as long as
 * subnets are on it. It must be there in both cases: a deleted ACL hands its subnets back to it, and the provider lets
 * go of it without giving it its rules again.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
 */
export function createAcls(scope: Scope, decided: NetworkDecisions, home: AclHome): void {
  const { own, defaultAclName: name } = decided.acls;
  const acls = own.map((acl) => createAcl(scope, acl, home));
  new DefaultNetworkAcl(
    name,
    {
      defaultNetworkAclId: home.vpc.defaultNetworkAclId,
      ...ruleArgs(own.length === 0 ? OPEN_RULES : [], home.vpc),
      tags: resourceTags(name),
    },
    resourceOptions(scope, name, {
      dependsOn: [...home.subnets.values(), ...acls],
      // Subnets come here and go by themselves; nothing can be done about them in this place.
      ignoreChanges: ["subnetIds"],
    }),
  );
}

/** The provider makes the rules of an ACL before it moves the first subnet to it, so none is ever cut off. */
function createAcl(
  scope: Scope,
  { name, subnetKeys, rules }: PlannedAcl,
  { vpc, subnets }: AclHome,
): NetworkAcl {
  const subnetIds = subnetKeys.map((key) => known(subnets, key).id);
  const args = { vpcId: vpc.id, subnetIds, ...ruleArgs(rules, vpc), tags: resourceTags(name) };
  return new NetworkAcl(name, args, resourceOptions(scope, name));
}

function ruleArgs(rules: readonly PlannedAclRule[], vpc: Vpc) {
  return { ingress: rulesArg(rules, "in", vpc), egress: rulesArg(rules, "out", vpc) };
}

/** Only rules of dual stack wait for the range that AWS gives the VPC. */
function rulesArg(
  rules: readonly PlannedAclRule[],
  direction: PlannedAclRule["direction"],
  vpc: Vpc,
): pulumi.Input<InlineAclRule[]> {
  const wanted = rules.filter((rule) => rule.direction === direction);
  const isOpen = wanted.some(({ peer }) => "ipv6" in peer && peer.ipv6 === "vpc");
  return isOpen ? vpc.ipv6CidrBlock.apply((range) => aclRuleArgs(wanted, range)) : aclRuleArgs(wanted, "");
}
