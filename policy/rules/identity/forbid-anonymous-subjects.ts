import { must } from "../../finding.ts";
import { isBinding } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";

const EVERYBODY: ReadonlySet<unknown> = new Set([
  "system:anonymous",
  "system:authenticated",
  "system:masters",
  "system:serviceaccounts",
  "system:unauthenticated",
]);

export const forbidAnonymousSubjects: ResourceRule = {
  id: "forbid-anonymous-subjects",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No role is given to everybody, or to those that no role limits",
  why: "every account of every tenant belongs to these groups, and some of them need no token at all",
  remedy: "name the group or the account",
  answers: [
    "threat: bind everybody who is logged in, or nobody",
    "EKS-BP identity and access management: review and revoke anonymous access",
  ],
  see: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  appliesTo: isBinding,
  check: (binding) =>
    binding
      .at("subjects")
      .items.flatMap((subject) =>
        must(subject.at("name"), "one group or account", (known) => !EVERYBODY.has(known)),
      ),
};
