import { breach, type Finding, unknown } from "../../finding.ts";
import { allowedBy } from "../../iam-document.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "named roles, or a condition on iam:PassedToService";

const TYPES = { "aws:iam/policy:Policy": true, "aws:iam/rolePolicy:RolePolicy": true } as const;

/** All roles, or all below a path. */
const ANY_ROLE = /^\*$|:role\/([^*]*\/)?\*$/;

function findings(inputs: Value): readonly Finding[] {
  const text = inputs.at("policy");
  if (text.isUnknown) return [unknown(text, EXPECTED)];
  return allowedBy(text.parsed).flatMap(({ actions, resources, conditionKeys }) => {
    if (!actions.some(({ known }) => known === "iam:PassRole")) return [];
    if (conditionKeys.includes("iam:passedtoservice")) return [];
    return resources
      .filter(({ text: resource }) => resource !== undefined && ANY_ROLE.test(resource))
      .map((resource) => breach(resource, EXPECTED));
  });
}

export const forbidPassingAnyRole: ResourceRule = {
  id: "forbid-passing-any-role",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Whoever may hand a role to a service may do so with named roles, or to a named service",
  why: "a workload that hands a machine any role has every right that some role has",
  remedy: "name the roles, or add a condition on iam:PassedToService",
  answers: [
    "EKS-BP identity and access management: least privilege",
    "threat: a workload hands on a role that may do more than itself",
  ],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  appliesTo: oneOf(TYPES),
  check: findings,
};
