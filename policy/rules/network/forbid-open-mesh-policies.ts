import { type Finding, breach, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a rule that says who";
const NARROWING = ["from", "when"] as const;
const REFUSING: ReadonlySet<unknown> = new Set(["DENY", "AUDIT"]);

function findings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("spec");
  const action = spec.at("action");
  if (!action.isUnknown && REFUSING.has(action.known)) return [];
  return spec.at("rules").items.flatMap((rule) => {
    if (rule.isUnknown) return [unknown(rule, EXPECTED)];
    const parts = NARROWING.map((key) => rule.at(key));
    const hidden = [...parts, action].find(({ isUnknown }) => isUnknown);
    if (parts.some(({ isUnknown, items }) => !isUnknown && items.length > 0)) return [];
    return [hidden === undefined ? breach(rule, EXPECTED) : unknown(hidden, EXPECTED)];
  });
}

export const forbidOpenMeshPolicies: ResourceRule = {
  id: "forbid-open-mesh-policies",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "No policy of the mesh lets everybody in",
  why: "a rule without sources allows whoever reaches the pod, from inside the mesh and from outside",
  remedy: "name namespaces or principals under from",
  answers: [
    "threat: a policy of the mesh that allows all",
    "EKS-BP network security: policies of a service mesh",
  ],
  see: "https://istio.io/latest/docs/reference/config/security/authorization-policy/",
  appliesTo: (type) => type === "kubernetes:security.istio.io/v1:AuthorizationPolicy",
  check: findings,
};
