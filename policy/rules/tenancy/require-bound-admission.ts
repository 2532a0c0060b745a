import { must, type StackFinding } from "../../finding.ts";
import { objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { inputsOf } from "../../workloads.ts";

const PREFIX = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const EXPECTED = "a binding that denies";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const bindings = objectsOf(resources, `${PREFIX}Binding`).map((resource) => {
    const spec = inputsOf(resource).at("spec");
    return { policy: spec.at("policyName"), actions: spec.at("validationActions") };
  });
  return objectsOf(resources, PREFIX).flatMap((resource): readonly StackFinding[] => {
    const name = inputsOf(resource).at("metadata", "name");
    const closed = must(
      inputsOf(resource).at("spec", "failurePolicy"),
      '"Fail"',
      (known) => known === undefined || known === "Fail",
    ).map((finding) => ({ ...finding, resource }));
    if (name.isUnknown)
      return [...closed, { resource, kind: "unknown", path: name.path, expected: EXPECTED }];
    const own = bindings.filter(({ policy }) => policy.isUnknown || policy.text === name.text);
    const denies = own.some(
      ({ policy, actions }) => !policy.isUnknown && actions.items.some(({ known }) => known === "Deny"),
    );
    if (denies) return closed;
    const isHidden = own.some(
      ({ policy, actions }) => policy.isUnknown || actions.items.some(({ isUnknown }) => isUnknown),
    );
    const told = { resource, path: name.path, expected: EXPECTED };
    const got = own.length === 0 ? "none" : "one that lets through";
    return [...closed, isHidden ? { ...told, kind: "unknown" } : { ...told, kind: "violation", got }];
  });
}

export const requireBoundAdmission: StackRule = {
  id: "require-bound-admission",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "Every admission policy is bound, denies, and denies what it cannot judge",
  why: "without a binding it is text: everything passes, and nothing says so",
  remedy:
    "add a ValidatingAdmissionPolicyBinding with validationActions: [Deny]; leave failurePolicy at Fail",
  answers: ["threat: an admission policy that nobody bound", "EKS-BP pod security: policies as code"],
  see: "https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/",
  check: findings,
};
