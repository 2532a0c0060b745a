import { type Finding, must, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

const ADMIN_POLICY = /\/AmazonEKS(Cluster)?AdminPolicy$/;

/** The role that deployments assume, by which all else is made. */
const DEPLOYER = /-access-deployer(-policy)?$/;

function findings(inputs: Value, { type, name }: Resource): readonly Finding[] {
  if (type === ENTRY)
    return inputs
      .at("kubernetesGroups")
      .items.flatMap((group) =>
        must(group, "a group without the rights of an administrator", (known) => known !== "system:masters"),
      );
  const scope = inputs.at("accessScope", "type");
  if (DEPLOYER.test(name) || scope.known === "namespace") return [];
  return must(
    inputs.at("policyArn"),
    "a policy other than that of administrators, or one for namespaces",
    (known) => typeof known === "string" && !ADMIN_POLICY.test(known),
  ).map((found) => (scope.isUnknown ? unknown(scope, found.expected) : found));
}

export const forbidClusterAdmins: ResourceRule = {
  id: "forbid-cluster-admins",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Nobody but the deployer is administrator of a whole cluster",
  why: "whoever takes over one such identity has every tenant's data, and no rule inside the cluster holds them",
  remedy: "give a narrower access policy, or one with accessScope namespace",
  answers: [
    "CIS-EKS 4.1.1: cluster-admin is given where it is needed alone",
    "EKS-BP identity and access management: least privileged access to the cluster",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  appliesTo: (type) => type === ENTRY || type === ASSOCIATION,
  check: findings,
};
