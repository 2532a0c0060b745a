import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type * as pulumi from "@pulumi/pulumi";
import { RBAC_GROUP } from "../../fleet/tenant-vocabulary.ts";
import type { HeldRole } from "./slice-plan.ts";
import type { SliceScope } from "./walls.ts";

/** One role in the namespace, and the groups that hold it, once the walls stand. */
export function createRole(scope: SliceScope, role: HeldRole, walls: readonly pulumi.Resource[]): void {
  const { name, options } = scope;
  const metadata = { ...scope.metadata, name: role.name };
  const rights = new Role(
    `${name}-role-${role.name}`,
    { metadata, rules: role.rules },
    { ...options, dependsOn: [...walls] },
  );
  const roleRef = { apiGroup: RBAC_GROUP, kind: "Role", name: role.name };
  new RoleBinding(
    `${name}-binding-${role.name}`,
    { metadata, subjects: role.subjects, roleRef },
    { ...options, dependsOn: [rights] },
  );
}
