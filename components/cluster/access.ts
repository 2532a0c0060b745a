import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation.js";
import type * as pulumi from "@pulumi/pulumi";
import { PLATFORM_GROUP } from "../../fleet/guard-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { accessPlan, type PlannedAccess } from "./access-plan.ts";
import { child, type EksScope } from "./scope.ts";

/** Lets the deployer in, then people; returns what must exist before anything is done inside the cluster. */
export function createAccess(scope: EksScope, clusterName: pulumi.Output<string>): pulumi.Resource {
  const [deployer, ...people] = accessPlan(scope.settings);
  const first = createEntry(scope, clusterName, deployer);
  for (const one of people) createEntry(scope, clusterName, one);
  return first;
}

function createEntry(
  scope: EksScope,
  clusterName: pulumi.Output<string>,
  { key, principalArn, policyArn }: PlannedAccess,
): pulumi.Resource {
  const name = `${scope.name}-access-${key}`;
  const kubernetesGroups = [PLATFORM_GROUP];
  const entry = new AccessEntry(
    name,
    { clusterName, principalArn, kubernetesGroups, tags: resourceTags(name) },
    child(scope),
  );
  return new AccessPolicyAssociation(
    `${name}-policy`,
    { clusterName, principalArn, policyArn, accessScope: { type: "cluster" } },
    child(scope, { dependsOn: [entry] }),
  );
}
