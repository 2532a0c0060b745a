import type { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import type { Permission } from "./cluster.ts";
import { allowStatements, policyDocument } from "./policy-document.ts";

/** What a ServiceAccount may do: statements of our own, or one policy that AWS keeps. */
export type Rights = { readonly permissions: readonly Permission[] } | { readonly managedPolicy: string };

/** Gives a role its rights, by the stem of its logical names. */
export function createRights(
  name: string,
  role: Role,
  rights: Rights,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  if ("managedPolicy" in rights) {
    const args = { role: role.name, policyArn: rights.managedPolicy };
    return new RolePolicyAttachment(`${name}-policy`, args, options);
  }
  const policy = pulumi.jsonStringify(policyDocument(allowStatements(rights.permissions)));
  return new RolePolicy(`${name}-policy`, { name: "atoll", role: role.name, policy }, options);
}
