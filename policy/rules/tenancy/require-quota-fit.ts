import type { StackFinding } from "../../finding.ts";
import { objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import type { Value } from "../../value.ts";
import { inputsOf } from "../../workloads.ts";

const EXPECTED = "CPUs that the node pools of the stack can have, quotas of all tenants together";

/** CPUs of a quantity, such as `500m` or `4`; undefined for anything else. */
function cpus(value: Value): number | undefined {
  const [, number, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(value.known)) ?? [];
  return number === undefined ? undefined : Number(number) / (milli === "m" ? 1000 : 1);
}

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const quotas = objectsOf(resources, "kubernetes:core/v1:ResourceQuota")
    .map((resource) => ({ resource, value: inputsOf(resource).at("spec", "hard", "requests.cpu") }))
    .filter(({ value }) => !value.isAbsent);
  const limits = objectsOf(resources, "kubernetes:karpenter.sh/v1:NodePool").map((resource) =>
    inputsOf(resource).at("spec", "limits", "cpu"),
  );
  const [first] = quotas;
  // Nodes that another stack has, or that nobody bounds, are not ours to add up.
  if (first === undefined || limits.length === 0 || limits.some(({ isAbsent }) => isAbsent)) return [];
  const [asked, there] = [quotas.map(({ value }) => cpus(value)), limits.map(cpus)];
  const told = { resource: first.resource, path: first.value.path, expected: EXPECTED };
  if ([...asked, ...there].includes(undefined)) return [{ ...told, kind: "unknown" }];
  const [sum, most] = [total(asked), total(there)];
  return sum <= most ? [] : [{ ...told, kind: "violation", got: `${sum} of ${most}` }];
}

const total = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce((sum: number, one = 0) => sum + one, 0);

export const requireQuotaFit: StackRule = {
  id: "require-quota-fit",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "Tenants are promised no more CPUs than the cluster's nodes can have",
  why: "what the quota allows then stays pending, and the last tenant to scale pays for all",
  remedy: "raise the limits of the pools, or place a tenant elsewhere",
  answers: ["EKS-BP multi tenancy: quotas", "fault: a tenant that cannot scale to its quota"],
  see: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  check: findings,
};
