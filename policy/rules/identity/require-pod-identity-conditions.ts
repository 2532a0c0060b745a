import { breach, type Finding, unknown } from "../../finding.ts";
import { allowedBy } from "../../iam-document.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SERVICE = "pods.eks.amazonaws.com";
const WANTED = ["eks-cluster-arn", "kubernetes-namespace", "kubernetes-service-account"].map(
  (tag) => `aws:requesttag/${tag}`,
);
const EXPECTED = "conditions on the cluster, the namespace and the service account";

function findings(inputs: Value): readonly Finding[] {
  const text = inputs.at("assumeRolePolicy");
  if (text.isUnknown) return [unknown(text, EXPECTED)];
  return allowedBy(text.parsed).flatMap(({ principals, conditionKeys, statement }) => {
    if (!principals.some(({ known }) => known === SERVICE)) return [];
    const condition = statement.at("Condition");
    if (condition.isUnknown) return [unknown(condition, EXPECTED)];
    return WANTED.every((key) => conditionKeys.includes(key)) ? [] : [breach(condition, EXPECTED)];
  });
}

export const requirePodIdentityConditions: ResourceRule = {
  id: "require-pod-identity-conditions",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "A role that pods are given names their cluster, namespace and service account",
  why: "namespaces repeat between clusters, so a namespace of the same name elsewhere would get the role as well",
  remedy:
    "add conditions on aws:RequestTag/eks-cluster-arn, kubernetes-namespace and kubernetes-service-account",
  answers: [
    "EKS-BP identity and access management: EKS Pod Identity",
    "threat: Pod Identity that looks at the namespace alone",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
  appliesTo: (type) => type === "aws:iam/role:Role",
  check: findings,
};
