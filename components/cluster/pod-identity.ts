import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import type { Subject } from "./identity-names.ts";
import { podIdentityPlan } from "./pod-identity-plan.ts";
import { createRights, type Rights } from "./rights.ts";
import { child, type ClusterPlace, type EksScope } from "./scope.ts";

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
  const policy = createRights(planned.name, role, rights, child(scope));
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
