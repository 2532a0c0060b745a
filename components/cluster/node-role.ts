import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type * as pulumi from "@pulumi/pulumi";
import { EC2_SERVICE, NODE_POLICIES, ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { cacheRepositoriesArn, FILL_CACHE_ACTIONS } from "../../fleet/charts/registries.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { policyKey } from "./policy-key.ts";
import { allowStatements, policyDocument, serviceTrust } from "./policy-document.ts";
import { accountName, child, type EksScope } from "./scope.ts";

export interface NodeRole {
  readonly role: Role;
  readonly policies: readonly pulumi.Resource[];
}

/** A role for nodes: to join, and to pull images. What pods may do is not the node's. */
export function createNodeRole(scope: EksScope, key: string): NodeRole {
  const name = `${scope.name}-${key}-role`;
  const role = new Role(
    name,
    {
      name: accountName(scope, key, ROLE_NAME_LENGTH),
      assumeRolePolicy: serviceTrust(EC2_SERVICE),
      tags: resourceTags(name),
    },
    child(scope),
  );
  const policies = NODE_POLICIES.map(
    (policyArn) =>
      new RolePolicyAttachment(
        `${name}-${policyKey(policyArn)}`,
        { role: role.name, policyArn },
        child(scope),
      ),
  );
  return { role, policies: [...policies, ...createCacheRights(scope, name, role)] };
}

/** A first pull through a cache makes the copy's repository: below the names of copies, and nowhere else. */
function createCacheRights(scope: EksScope, name: string, role: Role): readonly RolePolicy[] {
  const { cachedRegistries = [] } = scope.settings;
  if (cachedRegistries.length === 0) return [];
  const resources = cachedRegistries.map((host) => cacheRepositoriesArn(scope.settings, host));
  const statements = allowStatements([{ sid: "FillCaches", actions: FILL_CACHE_ACTIONS, resources }]);
  return [
    new RolePolicy(
      `${name}-image-caches`,
      { name: "image-caches", role: role.name, policy: JSON.stringify(policyDocument(statements)) },
      child(scope),
    ),
  ];
}
