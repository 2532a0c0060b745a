import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import { ServiceAccountPatch } from "@pulumi/kubernetes/core/v1/serviceAccountPatch.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./namespace-plan.ts";
import type { SlicePlan } from "./slice-plan.ts";

/** Account that applications run under; like `default` it has no rights and no token. */
const APPLICATION_ACCOUNT = "app";

/** What all objects inside one slice have in common. */
export interface SliceScope {
  /** Name of the slice's component. */
  readonly name: string;
  readonly metadata: { readonly namespace: string; readonly labels: Labels };
  readonly namespace: pulumi.Resource;
  readonly options: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] };
}

/**
 * What a tenant cannot touch: quotas, limits, network policies, and accounts without tokens. They are not deleted one
 * by one but go with their namespace, which since Kubernetes 1.33 ends its pods first: else those would run without
 * walls for a while.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export function createWalls(scope: SliceScope, plan: SlicePlan): readonly pulumi.Resource[] {
  const { name, metadata, namespace } = scope;
  const options = { ...scope.options, deletedWith: namespace };
  const quotas = plan.quotas.map((quota) => {
    const args = { metadata: { ...metadata, name: quota.name }, spec: quota.spec };
    return new ResourceQuota(`${name}-quota-${quota.name}`, args, options);
  });
  const limits = new LimitRange(
    `${name}-limits`,
    { metadata: { ...metadata, name: "tier" }, spec: { limits: plan.limits } },
    options,
  );
  const policies = plan.policies.map((policy) => {
    const args = { metadata: { ...metadata, name: policy.name }, spec: policy.spec };
    return new NetworkPolicy(`${name}-policy-${policy.name}`, args, options);
  });
  return [...quotas, limits, ...policies, ...createAccounts({ ...scope, options })];
}

function createAccounts({ name, metadata, options }: SliceScope): readonly pulumi.Resource[] {
  const automountServiceAccountToken = false;
  return [
    // Kubernetes makes `default` by itself, so one field of it is ours and not the object.
    new ServiceAccountPatch(
      `${name}-account-default`,
      { metadata: { ...metadata, name: "default" }, automountServiceAccountToken },
      options,
    ),
    new ServiceAccount(
      `${name}-account-app`,
      { metadata: { ...metadata, name: APPLICATION_ACCOUNT }, automountServiceAccountToken },
      options,
    ),
  ];
}
