import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { addOnObject } from "../platform/add-on-object.ts";
import type { SliceGrant, SliceObject } from "./slice-object.ts";
import type { SliceScope } from "./walls.ts";

/** What must exist before something that uses the add-on of a name. */
export type Ready = ReadonlyMap<AddOnName, readonly pulumi.Resource[]>;

/** Objects of a slice, each after the add-on that it needs, and after the walls. */
export function createObjects(
  { name, metadata, namespace, options: { parent } }: SliceScope,
  objects: readonly SliceObject[],
  { ready, after }: { readonly ready: Ready; readonly after: readonly pulumi.Resource[] },
): void {
  for (const object of objects) {
    const { needs, role, protect = false } = object;
    const place = object.namespace ?? metadata.namespace;
    const labelled = { ...object, labels: { ...metadata.labels, ...object.labels } };
    const dependsOn = [namespace, ...after, ...(ready.get(needs) ?? [])];
    addOnObject(`${name}-${role}`, labelled, place, { parent, protect, dependsOn });
  }
}

/** Rights of a slice's accounts in the cloud; nothing where the cluster gives none. @returns what pods of them wait for */
export function createGrants(
  { name, metadata, options }: SliceScope,
  grants: readonly SliceGrant[],
  cluster: Cluster,
): readonly pulumi.Resource[] {
  return grants.flatMap(({ serviceAccount, permissions, bearer, made, hasToken = false }) => {
    const identity = cluster.grantIdentity(metadata.namespace, serviceAccount, permissions, bearer);
    if ("refused" in identity) return [];
    if (made !== true) return identity.dependencies;
    const annotated = { ...metadata, name: serviceAccount, annotations: identity.annotations };
    const args = { metadata: annotated, automountServiceAccountToken: hasToken };
    const dependsOn = [...options.dependsOn, ...identity.dependencies];
    return [new ServiceAccount(`${name}-account-${serviceAccount}`, args, { ...options, dependsOn })];
  });
}
