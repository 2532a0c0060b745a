import { type Finding, must, unknown } from "../../finding.ts";
import { isRole, mayHold, rulesOf } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const CORE: ReadonlySet<unknown> = new Set([""]);

/**
 * Ways around the limits of a pod, a node or an account; even reading from the first runs commands. A shell in pods of
 * their own is what developers of a tenant have: `pods/exec` is bound to their namespace.
 */
const DOORS: ReadonlySet<unknown> = new Set([
  "nodes/proxy",
  "pods/ephemeralcontainers",
  "pods/proxy",
  "serviceaccounts/token",
]);
const EXPECTED = "no way around nodes, pods and accounts";

function findings(rule: Value): readonly Finding[] {
  if (rule.isUnknown) return [unknown(rule, EXPECTED)];
  const groups = rule.at("apiGroups");
  if (!mayHold(groups, CORE)) return [];
  const isSure = groups.items.some(({ known }) => known === "" || known === "*");
  return rule.at("resources").items.flatMap((resource) => {
    const found = must(resource, EXPECTED, (known) => !DOORS.has(known));
    return found.length > 0 && !isSure ? [unknown(resource, EXPECTED)] : found;
  });
}

export const forbidNodeDoors: ResourceRule = {
  id: "forbid-node-doors",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No role leads past nodes and pods to what they may do, or to tokens of accounts",
  why: "whoever asks a node directly, or adds a container to a pod, is held by no admission and hardly seen",
  remedy: "leave it out; break-glass access is given for a time, outside the program",
  answers: [
    "CIS-K8S 5.1.10: access to the proxy of nodes",
    "CIS-K8S 5.1.13: making tokens of service accounts",
    "threat: nodes/proxy and pods/proxy",
    "threat: a privileged container beside those of a pod",
  ],
  see: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  appliesTo: isRole,
  check: (role) => rulesOf(role).flatMap(findings),
};
