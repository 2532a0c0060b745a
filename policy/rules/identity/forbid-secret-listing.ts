import { type Finding, breach, unknown } from "../../finding.ts";
import { mayHold, rulesOf } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const CORE: ReadonlySet<unknown> = new Set([""]);
const SECRETS: ReadonlySet<unknown> = new Set(["secrets"]);
const READING: ReadonlySet<unknown> = new Set(["get", "list", "watch"]);
const EXPECTED = "secrets by their names, or in one namespace";

function findings(rule: Value): readonly Finding[] {
  if (rule.isUnknown) return [unknown(rule, EXPECTED)];
  const parts = [rule.at("apiGroups"), rule.at("resources"), rule.at("verbs")] as const;
  const [groups, resources, verbs] = parts;
  if (!mayHold(groups, CORE) || !mayHold(resources, SECRETS) || !mayHold(verbs, READING)) return [];
  const names = rule.at("resourceNames");
  if (!names.isUnknown && names.items.length > 0) return [];
  const hidden = [...parts, names].find((part) => part.items.some(({ isUnknown }) => isUnknown));
  return [hidden === undefined ? breach(resources, EXPECTED) : unknown(hidden, EXPECTED)];
}

export const forbidSecretListing: ResourceRule = {
  id: "forbid-secret-listing",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No role of the cluster reads secrets of all namespaces",
  why: "the tokens of every account, and so every right in the cluster, are among them",
  remedy: "use a Role in the namespace, or resourceNames",
  answers: ["CIS-EKS 4.1.2: access to secrets", "threat: read every tenant's secrets"],
  see: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  appliesTo: (type) => type === "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
  check: (role) => rulesOf(role).flatMap(findings),
};
