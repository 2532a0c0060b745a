import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { Permission } from "./cluster.ts";
import { type PlannedIdentity, podIdentityPlan, type Subject } from "./pod-identity-plan.ts";
import { allowStatements, policyDocument } from "./policy-document.ts";
import { child, type ClusterPlace, type EksScope } from "./scope.ts";

/** What a ServiceAccount may do: statements of our own, or one policy that AWS keeps. */
export type Rights = { readonly permissions: readonly Permission[] } | { readonly managedPolicy: string };

/** Gives one ServiceAccount of the cluster a role; what is returned must exist before its pods start. */
export function createPodIdentity(
  scope: EksScope,
  place: ClusterPlace,
  subject: Subject,
  rights: Rights,
): readonly pulumi.Resource[] {
  const planned = podIdentityPlan(scope.name, scope.settings, subject);
  const role = new Role(
    `${planned.name}-role`,
    {
      name: planned.awsName,
      assumeRolePolicy: planned.trustPolicy,
      tags: resourceTags(`${planned.name}-role`),
    },
    child(scope),
  );
  const policy = createRights(scope, planned, role, rights);
  const association = new PodIdentityAssociation(
    planned.name,
    {
      clusterName: place.clusterName,
      namespace: planned.namespace,
      serviceAccount: planned.serviceAccount,
      roleArn: role.arn,
      tags: resourceTags(planned.name),
    },
    // A pod that starts in between would find a role that may do nothing.
    child(scope, { dependsOn: [policy, ...place.dependsOn] }),
  );
  return [association];
}

function createRights(
  scope: EksScope,
  planned: PlannedIdentity,
  role: Role,
  rights: Rights,
): pulumi.Resource {
  const name = `${planned.name}-policy`;
  if ("managedPolicy" in rights)
    return new RolePolicyAttachment(name, { role: role.name, policyArn: rights.managedPolicy }, child(scope));
  const policy = pulumi.jsonStringify(policyDocument(allowStatements(rights.permissions)));
  return new RolePolicy(name, { name: "atoll", role: role.name, policy }, child(scope));
}
