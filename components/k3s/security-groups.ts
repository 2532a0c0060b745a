import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { clusterOwnershipTag } from "../../fleet/eks-vocabulary.ts";
import { API_PORT } from "../../fleet/k3s/boot-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { KARPENTER_DISCOVERY_TAG } from "../../fleet/vocabulary.ts";
import type { K3sScope } from "./scope.ts";
import { type GroupKey, groupKeys, type PlannedIngress, securityGroupPlan } from "./security-group-plan.ts";

/** The groups that are there, by their keys. */
export interface SecurityGroups {
  readonly nodes: pulumi.Output<string>;
  readonly servers: pulumi.Output<string>;
  readonly api: pulumi.Output<string>;
  /** That of the balancer that is reached from outside, where there is one. */
  readonly publicApi?: pulumi.Output<string>;
  /** All rules: without them machines do not find each other, nor does a deployment find them. */
  readonly rules: readonly pulumi.Resource[];
}

/** One group for all nodes, one more for servers, and one for each of their load balancers, with what each lets in. */
export function createSecurityGroups(scope: K3sScope, vpcId: pulumi.Input<string>): SecurityGroups {
  const { access } = scope.settings;
  const keys = groupKeys(access);
  const made = new Map(keys.map((key) => [key, createGroup(scope, vpcId, key).id] as const));
  const idOf = (key: GroupKey): pulumi.Output<string> => {
    const id = made.get(key);
    if (id === undefined) throw new Error(`${scope.name} has no group ${key}`);
    return id;
  };
  const ingress = securityGroupPlan(access).map((rule) => createIngress(scope, idOf, rule));
  const balancers = keys.filter((key) => key === "api" || key === "public-api");
  const egress = [
    ...balancers.map((key) => createWayToServers(scope, idOf, key)),
    createWayOut(scope, idOf("nodes")),
  ];
  const publicApi = made.get("public-api");
  return {
    nodes: idOf("nodes"),
    servers: idOf("servers"),
    api: idOf("api"),
    ...(publicApi === undefined ? {} : { publicApi }),
    rules: [...ingress, ...egress],
  };
}

function createGroup({ name, parent }: K3sScope, vpcId: pulumi.Input<string>, key: GroupKey): SecurityGroup {
  const logical = `${name}-group-${key}`;
  // Exactly one group of a machine has each of these: with two, controllers do not know which one to use.
  const found = { [KARPENTER_DISCOVERY_TAG]: name, [clusterOwnershipTag(name)]: "owned" };
  return new SecurityGroup(
    logical,
    {
      vpcId,
      description: `${key} of the cluster ${name}`,
      tags: { ...resourceTags(logical), ...(key === "nodes" ? found : {}) },
    },
    { parent },
  );
}

type Ids = (key: GroupKey) => pulumi.Output<string>;

function createIngress({ name, parent }: K3sScope, idOf: Ids, rule: PlannedIngress): pulumi.Resource {
  const logical = `${name}-rule-${rule.key}`;
  const { protocol: ipProtocol, fromPort, toPort, description, from } = rule;
  const source = "cidr" in from ? { cidrIpv4: from.cidr } : { referencedSecurityGroupId: idOf(from.group) };
  const args = { securityGroupId: idOf(rule.group), ipProtocol, fromPort, toPort, description };
  return new SecurityGroupIngressRule(
    logical,
    { ...args, ...source, tags: resourceTags(logical) },
    { parent },
  );
}

/** A load balancer reaches the API servers behind it, and nothing else. */
function createWayToServers({ name, parent }: K3sScope, idOf: Ids, key: GroupKey): pulumi.Resource {
  const logical = `${name}-rule-${key}-out`;
  return new SecurityGroupEgressRule(
    logical,
    {
      securityGroupId: idOf(key),
      referencedSecurityGroupId: idOf("servers"),
      ...{ ipProtocol: "tcp", fromPort: API_PORT, toPort: API_PORT },
      description: "API servers behind the load balancer",
      tags: resourceTags(logical),
    },
    { parent },
  );
}

/** What pods may reach is said by network policies, which know pods. */
function createWayOut({ name, parent }: K3sScope, nodes: pulumi.Output<string>): pulumi.Resource {
  const logical = `${name}-rule-nodes-out`;
  return new SecurityGroupEgressRule(
    logical,
    {
      securityGroupId: nodes,
      ...{ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
      description: "nodes to images, AWS and the API servers",
      tags: resourceTags(logical),
    },
    { parent },
  );
}
