import { type Finding, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const USERS = {
  "aws:iam/user:User": true,
  "aws:iam/accessKey:AccessKey": true,
  "aws:iam/userLoginProfile:UserLoginProfile": true,
  "aws:iam/userPolicy:UserPolicy": true,
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": true,
} as const;

/** A key that is made without effect is one on its way out. */
function findings(inputs: Value, { type }: Resource): readonly Finding[] {
  const status = inputs.at("status");
  if (type === "aws:iam/accessKey:AccessKey" && status.isUnknown)
    return [unknown(status, "no key, or an inactive one")];
  if (status.known === "Inactive") return [];
  return [{ kind: "violation", path: "", expected: "a role", got: type.slice(type.lastIndexOf(":") + 1) }];
}

export const forbidUsers: ResourceRule = {
  id: "forbid-users",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Nobody is made a user of IAM, and no key that lasts is made",
  why: "a key that lasts is copied, committed and forgotten, and works from everywhere",
  remedy: "use a role: Pod Identity inside clusters, OIDC for pipelines, the identity centre for people",
  answers: [
    "AWS IAM.2: users have no policies of their own",
    "EKS-BP identity and access management: credentials that don't last",
  ],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  appliesTo: oneOf(USERS),
  check: findings,
};
