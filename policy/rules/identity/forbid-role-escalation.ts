import { eachMust } from "../../list-findings.ts";
import { isRole, rulesOf } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";

const VERBS: ReadonlySet<unknown> = new Set(["escalate", "bind", "impersonate"]);

export const forbidRoleEscalation: ResourceRule = {
  id: "forbid-role-escalation",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No role of the program may give itself more rights, or act as somebody else",
  why: "with escalate, bind or impersonate every other limit of the role is one request away from gone",
  remedy: "leave the verb out; grant what is needed by name",
  answers: [
    "CIS-EKS 4.1.8: bind, impersonate and escalate",
    "threat: a role with more rights than its author",
    "threat: impersonate users and groups",
  ],
  see: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  appliesTo: isRole,
  check: (role) =>
    rulesOf(role).flatMap((rule) =>
      eachMust(rule.at("verbs"), "none of escalate, bind, impersonate", (known) => !VERBS.has(known)),
    ),
};
