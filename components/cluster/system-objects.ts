import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass.js";
import type * as pulumi from "@pulumi/pulumi";
import { CLASS_DEFAULT_ANNOTATION, EBS_PROVISIONER, SYSTEM_NAMESPACE } from "../../fleet/eks-vocabulary.ts";
import type { IpFamily } from "../../fleet/networks/ip-family.ts";
import { type SystemTraffic, systemTrafficPlan } from "./system-traffic-plan.ts";

/** Class of volumes that a claim gets when it names none. */
export const STORAGE_CLASS = "gp3";

/** Where objects of the cluster itself go. */
export interface ObjectPlace {
  /** Beginning of their logical names. */
  readonly name: string;
  readonly parent: pulumi.Resource;
  readonly provider: Provider;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Encrypted volumes, made in the zone of the pod that first uses them. */
export function createStorageClass({ name, parent, provider, dependsOn }: ObjectPlace): StorageClass {
  return new StorageClass(
    `${name}-storage-class`,
    {
      metadata: { name: STORAGE_CLASS, annotations: { [CLASS_DEFAULT_ANNOTATION]: "true" } },
      provisioner: EBS_PROVISIONER,
      parameters: { type: "gp3", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
      reclaimPolicy: "Delete",
    },
    { parent, provider, dependsOn: [...dependsOn] },
  );
}

/** What one controller of the cluster may say and hear; it must exist before the controller's first pod. */
export function createSystemTraffic(
  place: ObjectPlace,
  traffic: SystemTraffic,
  family?: IpFamily,
): NetworkPolicy {
  const { name, parent, provider, dependsOn } = place;
  return new NetworkPolicy(
    `${name}-traffic-${traffic.key}`,
    {
      metadata: { name: `system-${traffic.key}`, namespace: SYSTEM_NAMESPACE },
      spec: systemTrafficPlan(traffic, family),
    },
    { parent, provider, dependsOn: [...dependsOn] },
  );
}
