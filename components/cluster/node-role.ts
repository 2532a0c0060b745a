import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type * as pulumi from "@pulumi/pulumi";
import { EC2_SERVICE, NODE_POLICIES, ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { policyKey } from "./policy-key.ts";
import { serviceTrust } from "./policy-document.ts";
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
  return { role, policies };
}
