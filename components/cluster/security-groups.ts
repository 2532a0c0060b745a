import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { clusterOwnershipTag } from "../../fleet/eks-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { KARPENTER_DISCOVERY_TAG } from "../../fleet/vocabulary.ts";
import { child, type EksScope } from "./scope.ts";
import { type GroupKey, securityGroupPlan } from "./security-group-plan.ts";

export interface SecurityGroups {
  readonly controlPlane: SecurityGroup;
  readonly nodes: SecurityGroup;
  /** All rules: without them nodes do not reach the API server, nor does a deployment. */
  readonly rules: readonly pulumi.Resource[];
}

/** One group for the control plane's interfaces and one for all nodes, with what each lets in. */
export function createSecurityGroups(scope: EksScope, vpcId: pulumi.Input<string>): SecurityGroups {
  const controlPlane = createGroup(scope, vpcId, "control-plane", {});
  const nodes = createGroup(scope, vpcId, "nodes", {
    // Exactly one group has each of these: with two, controllers do not know which one to use.
    [KARPENTER_DISCOVERY_TAG]: scope.name,
    [clusterOwnershipTag(scope.name)]: "owned",
  });
  const ids: Readonly<Record<GroupKey, pulumi.Output<string>>> = {
    "control-plane": controlPlane.id,
    nodes: nodes.id,
  };
  const ingress = securityGroupPlan(scope.settings.access).map((rule) => {
    const name = `${scope.name}-rule-${rule.key}`;
    const args = {
      securityGroupId: ids[rule.group],
      ...(rule.port === undefined
        ? { ipProtocol: "-1" }
        : { ipProtocol: "tcp", fromPort: rule.port, toPort: rule.port }),
      description: rule.description,
      tags: resourceTags(name),
    };
    const from =
      "cidr" in rule.from
        ? { cidrIpv4: rule.from.cidr }
        : { referencedSecurityGroupId: ids[rule.from.group] };
    return new SecurityGroupIngressRule(name, { ...args, ...from }, child(scope));
  });
  return { controlPlane, nodes, rules: [...ingress, ...createWaysOut(scope, nodes)] };
}

function createGroup(
  scope: EksScope,
  vpcId: pulumi.Input<string>,
  key: GroupKey,
  tags: Readonly<Record<string, string>>,
): SecurityGroup {
  const name = `${scope.name}-group-${key}`;
  const description = `${key} of the cluster ${scope.name}`;
  return new SecurityGroup(
    name,
    { vpcId, description, tags: { ...resourceTags(name), ...tags } },
    child(scope),
  );
}

/** What pods may reach is said by network policies, which know pods. */
function createWaysOut(scope: EksScope, nodes: SecurityGroup): readonly pulumi.Resource[] {
  const name = `${scope.name}-rule-nodes-out`;
  const ways = [
    { name, to: { cidrIpv4: "0.0.0.0/0" } },
    ...(scope.settings.ipFamily === "ipv6" ? [{ name: `${name}-ipv6`, to: { cidrIpv6: "::/0" } }] : []),
  ];
  return ways.map(
    (way) =>
      new SecurityGroupEgressRule(
        way.name,
        {
          securityGroupId: nodes.id,
          ipProtocol: "-1",
          ...way.to,
          description: "nodes to images, AWS and the API server",
          tags: resourceTags(way.name),
        },
        child(scope),
      ),
  );
}
