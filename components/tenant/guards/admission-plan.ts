import type { GuardMode } from "../../../fleet/guard-vocabulary.ts";
import { MANAGED_BY_LABEL, TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { Guard } from "./guard.ts";

/** Spec of a ValidatingAdmissionPolicy: lists are plain, for the SDK asks for that. */
export interface AdmissionSpec {
  readonly failurePolicy: "Fail";
  readonly matchConstraints: {
    readonly matchPolicy: "Equivalent";
    readonly resourceRules: {
      readonly apiGroups: string[];
      readonly apiVersions: string[];
      readonly resources: string[];
      readonly operations: string[];
      readonly scope: "Cluster" | "Namespaced";
    }[];
    readonly namespaceSelector?: {
      readonly matchExpressions: { readonly key: string; readonly operator: string }[];
    };
    readonly objectSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  };
  readonly matchConditions?: { readonly name: string; readonly expression: string }[];
  readonly variables?: { readonly name: string; readonly expression: string }[];
  readonly validations: {
    readonly expression: string;
    readonly message: string;
    readonly reason: "Forbidden";
  }[];
}

/** Labels of every guard. */
export const GUARD_LABELS: Readonly<Record<string, string>> = { [MANAGED_BY_LABEL]: "atoll" };

/**
 * What the API server is told. A guard that cannot be evaluated refuses, and the same object under another version of
 * its API is the same object.
 */
export function admissionSpec({
  kinds,
  ofNamespaces,
  labelled,
  conditions,
  variables,
  checks,
}: Guard): AdmissionSpec {
  const named = (expressions: Readonly<Record<string, string>>) =>
    Object.entries(expressions).map(([name, expression]) => ({ name, expression }));
  return {
    failurePolicy: "Fail",
    matchConstraints: {
      matchPolicy: "Equivalent",
      resourceRules: kinds.map(({ apiGroups, resources, operations }) => ({
        apiGroups: [...apiGroups],
        apiVersions: ["*"],
        resources: [...resources],
        operations: [...operations],
        scope: ofNamespaces === true ? "Cluster" : "Namespaced",
      })),
      ...(ofNamespaces === true
        ? {}
        : { namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] } }),
      ...(labelled === undefined ? {} : { objectSelector: { matchLabels: labelled } }),
    },
    ...(conditions === undefined ? {} : { matchConditions: named(conditions) }),
    ...(variables === undefined ? {} : { variables: named(variables) }),
    validations: Object.values(checks).map(({ expression, message }) => ({
      expression,
      message,
      reason: "Forbidden",
    })),
  };
}

/** @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions */
const ACTIONS = { deny: ["Deny"], audit: ["Audit", "Warn"] } as const satisfies Record<GuardMode, unknown>;

/** What puts a guard into force, or has it look and say what it would refuse. */
export function bindingSpec(
  { name }: Pick<Guard, "name">,
  mode: GuardMode,
): {
  readonly policyName: string;
  readonly validationActions: string[];
} {
  return { policyName: name, validationActions: [...ACTIONS[mode]] };
}
