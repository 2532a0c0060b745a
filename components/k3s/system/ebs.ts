import type * as pulumi from "@pulumi/pulumi";
import { EBS_CSI_SERVICE_ACCOUNT, SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { createStorageClass } from "../../cluster/system-objects.ts";
import { EBS_CSI_TRAFFIC } from "../../cluster/system-traffic-plan.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import { ebsPermissions } from "./ebs-permissions.ts";
import { ebsValues } from "./ebs-plan.ts";
import { grantedIdentity, type SystemPlace } from "./place.ts";
import { createK3sTraffic } from "./traffic.ts";

/** Volumes of EBS, in the class that EKS clusters have, too. */
export function createEbs(place: SystemPlace): readonly pulumi.Resource[] {
  const { name, parent, provider, settings, cloud, replicas } = place;
  const identity = grantedIdentity(
    place,
    SYSTEM_NAMESPACE,
    EBS_CSI_SERVICE_ACCOUNT,
    ebsPermissions(name, cloud),
  );
  const traffic = createK3sTraffic(place, EBS_CSI_TRAFFIC);
  const driver = chartRelease(`${name}-ebs-csi`, {
    chart: "aws-ebs-csi-driver",
    namespace: SYSTEM_NAMESPACE,
    timeoutSeconds: 600,
    parent,
    provider,
    ...(settings.chartMirror === undefined ? {} : { mirror: settings.chartMirror }),
    values: ebsValues({
      cluster: name,
      awsRegion: cloud.awsRegion,
      tags: cloud.tags,
      identity: identity.annotations,
      replicas,
      imageMirror: settings.imageMirror,
    }),
    dependsOn: [...place.dependsOn, ...identity.dependencies, traffic],
  });
  return [driver, createStorageClass({ name, parent, provider, dependsOn: [driver] })];
}
