import { breach, type Finding, must, type StackFinding, unknown } from "../../finding.ts";
import { objectsOf, type PlannedNamespace } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { tenantNamespaces } from "../../tenant-namespaces.ts";
import type { Value } from "../../value.ts";
import { inputsOf } from "../../workloads.ts";

/** Groups of a tenant's people start with this. */
const TENANT_GROUP = "tenant:";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const tenants = tenantNamespaces(resources);
  return objectsOf(resources, "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding").flatMap(
    (resource) =>
      inputsOf(resource)
        .at("subjects")
        .items.flatMap((subject) => subjectFindings(subject, tenants))
        .map((finding) => ({ ...finding, resource })),
  );
}

function subjectFindings(subject: Value, tenants: readonly PlannedNamespace[]): readonly Finding[] {
  const people = must(
    subject.at("name"),
    "nobody of a tenant",
    (known) => typeof known !== "string" || !known.startsWith(TENANT_GROUP),
  );
  return subject.isUnknown ? people : [...people, ...accountFindings(subject.at("namespace"), tenants)];
}

/** Of an account's namespace; one whose name or labels nobody knows yet may be that of a tenant. */
function accountFindings(place: Value, tenants: readonly PlannedNamespace[]): readonly Finding[] {
  const expected = "no account of a tenant";
  if (place.isAbsent) return [];
  if (tenants.some(({ name, labels }) => !labels.isUnknown && name !== undefined && name === place.text))
    return [breach(place, expected)];
  const isOpen = place.isUnknown || tenants.some(({ name }) => name === undefined || name === place.text);
  return isOpen ? [unknown(place, expected)] : [];
}

export const forbidTenantClusterBindings: StackRule = {
  id: "forbid-tenant-cluster-bindings",
  level: "mandatory",
  group: "identity",
  scope: "stack",
  what: "Nobody of a tenant has rights in the whole cluster",
  why: "what is granted by a ClusterRoleBinding holds in every other tenant's namespace, too",
  remedy: "use a RoleBinding in the tenant's namespace",
  answers: ["threat: a binding with more rights", "EKS-BP multi tenancy: roles in namespaces"],
  see: "https://kubernetes.io/docs/concepts/security/multi-tenancy/",
  check: findings,
};
