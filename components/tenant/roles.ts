import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type * as pulumi from "@pulumi/pulumi";
import { MANAGED_BY_LABEL, RBAC_GROUP, TENANT_ROLES } from "../../fleet/tenant-vocabulary.ts";
import { rolePlan } from "./role-plan.ts";
import type { HeldRole } from "./slice-plan.ts";
import type { SliceScope } from "./walls.ts";

/**
 * What people of tenants may do, once for a cluster and bound nowhere: a right is had only where a namespace binds it.
 * Whoever binds one waits for them, so they are there before the first binding and go after the last.
 */
export function createRoles(name: string, options: pulumi.CustomResourceOptions): readonly ClusterRole[] {
  const labels = { [MANAGED_BY_LABEL]: "atoll" };
  return rolePlan().map(({ name: role, rules }) => {
    const metadata = { name: TENANT_ROLES[role], labels };
    return new ClusterRole(`${name}-role-${role}`, { metadata, rules }, options);
  });
}

/** The groups that hold one role in a namespace, once the walls stand. */
export function bindRole(
  { name, metadata, options }: SliceScope,
  { name: role, subjects }: HeldRole,
  walls: readonly pulumi.Resource[],
): void {
  const roleRef = { apiGroup: RBAC_GROUP, kind: "ClusterRole", name: TENANT_ROLES[role] };
  new RoleBinding(
    `${name}-binding-${role}`,
    { metadata: { ...metadata, name: TENANT_ROLES[role] }, subjects, roleRef },
    { ...options, dependsOn: [...walls] },
  );
}
