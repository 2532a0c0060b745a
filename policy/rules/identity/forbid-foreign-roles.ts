import { TENANT_ROLES } from "../../../fleet/tenant-vocabulary.ts";
import { must, type StackFinding, unknown } from "../../finding.ts";
import { namespaceOf, objectsOf } from "../../namespaces.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { tenantNamespaces } from "../../tenant-namespaces.ts";
import { inputsOf } from "../../workloads.ts";

const OWN: ReadonlySet<unknown> = new Set(Object.values(TENANT_ROLES));
const EXPECTED = `one of ${Object.values(TENANT_ROLES).join(", ")}`;

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const tenants = tenantNamespaces(resources);
  const isHidden = tenants.some(({ name, labels }) => name === undefined || labels.isUnknown);
  const names = new Set(tenants.map(({ name }) => name));
  return objectsOf(resources, "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").flatMap((resource) => {
    const place = namespaceOf(resource);
    const isTenants = !place.isUnknown && names.has(place.text);
    const mayBe = (place.isUnknown && tenants.length > 0) || isHidden;
    if (!isTenants && !mayBe) return [];
    const found = must(inputsOf(resource).at("roleRef", "name"), EXPECTED, (known) => OWN.has(known));
    const isSure = isTenants && !isHidden;
    return found.map((finding): StackFinding =>
      isSure ? { ...finding, resource } : { ...unknown(finding, finding.expected), resource },
    );
  });
}

export const forbidForeignRoles: StackRule = {
  id: "forbid-foreign-roles",
  level: "mandatory",
  group: "identity",
  scope: "stack",
  what: "In a tenant's namespace nobody gets a role but the two of tenants",
  why: "the roles edit and admin that Kubernetes brings may delete network policies and mint tokens",
  remedy: "bind a role of tenants, or widen that role for all of them",
  answers: [
    "threat: what the role edit grants",
    "threat: a binding with more rights",
    "EKS-BP identity and access management: least privileged access with roles",
  ],
  see: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
  check: findings,
};
