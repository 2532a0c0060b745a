import { eachMust } from "../../list-findings.ts";
import { isRole, rulesOf } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";

const PARTS = ["apiGroups", "resources", "verbs", "nonResourceURLs"] as const;

export const forbidRoleWildcards: ResourceRule = {
  id: "forbid-role-wildcards",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Roles name groups, kinds and verbs one by one",
  why: "a star also grants what nobody has thought of, and every kind that is installed later",
  remedy: "name what is needed",
  answers: [
    "CIS-EKS 4.1.3: no wildcards in roles",
    "EKS-BP identity and access management: least privileged access with roles",
  ],
  see: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  appliesTo: isRole,
  check: (role) =>
    rulesOf(role).flatMap((rule) =>
      rule.isUnknown
        ? eachMust(rule, "no star", () => true)
        : PARTS.flatMap((part) => eachMust(rule.at(part), "no star", (known) => known !== "*")),
    ),
};
