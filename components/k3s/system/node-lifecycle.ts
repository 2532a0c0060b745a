import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import type * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { NODE_LIFECYCLE_ACCOUNT } from "../../../fleet/k3s/system-vocabulary.ts";
import { ROLE_ANNOTATION } from "../../../fleet/oidc-vocabulary.ts";
import { createController } from "../../cluster/controller.ts";
import { createK3sTraffic } from "./traffic.ts";
import {
  LIFECYCLE_CONFIG,
  LIFECYCLE_FILE,
  LIFECYCLE_PODS,
  LIFECYCLE_RULES,
  lifecycleConfig,
  lifecyclePermissions,
  lifecyclePod,
} from "./node-lifecycle-plan.ts";
import { grantedIdentity, type SystemPlace } from "./place.ts";

/** Takes away the Nodes of machines that are gone. */
export function createNodeLifecycle(place: SystemPlace): pulumi.Resource {
  const { name, parent, provider, settings, cloud, replicas } = place;
  const identity = grantedIdentity(
    place,
    SYSTEM_NAMESPACE,
    NODE_LIFECYCLE_ACCOUNT,
    lifecyclePermissions(cloud.awsRegion),
  );
  const traffic = createK3sTraffic(place, { key: "node-lifecycle", pods: LIFECYCLE_PODS, ingress: [] });
  const config = new ConfigMap(
    `${name}-node-lifecycle-config`,
    {
      metadata: { name: LIFECYCLE_CONFIG, namespace: SYSTEM_NAMESPACE },
      // The key is plain, so that a preview of a new cluster shows all but the id.
      data: {
        [LIFECYCLE_FILE]: cloud.vpcId.apply((vpcId) => lifecycleConfig(name, cloud.awsRegion, vpcId)),
      },
    },
    { parent, provider, dependsOn: [...place.dependsOn] },
  );
  const dependsOn = [...place.dependsOn, ...identity.dependencies, traffic, config];
  return createController(
    { name: `${name}-node-lifecycle`, parent, provider, dependsOn },
    {
      namespace: SYSTEM_NAMESPACE,
      account: NODE_LIFECYCLE_ACCOUNT,
      annotations: identity.annotations,
      ...LIFECYCLE_RULES,
      pod: lifecyclePod({
        kubernetes: settings.addOnKubernetes,
        roleArn: identity.annotations[ROLE_ANNOTATION],
        replicas,
        imageMirror: settings.imageMirror,
      }),
      replicas,
    },
  );
}
