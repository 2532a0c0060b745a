import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { AUTOSCALER_SERVICE_ACCOUNT } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import type { NodeGroupPlan } from "../../../fleet/nodes/node-groups.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import type { Cluster, Permission } from "../cluster.ts";
import { launcherIdentity } from "../launcher-identity.ts";
import type { AutoscalerSettings } from "../settings.ts";
import { createSystemTraffic } from "../system-objects.ts";
import type { SystemTraffic } from "../system-traffic-plan.ts";
import { autoscalerValues } from "./values.ts";

/** One group that exists. */
export interface CreatedGroup extends NodeGroupPlan {
  /** Name of its autoscaling group. */
  readonly autoscalingGroup: pulumi.Input<string>;
  /** The group, and what is told of it. */
  readonly resources: readonly pulumi.Resource[];
}

/** What Cluster Autoscaler is told of the cluster it sizes, of whatever kind that is. */
export interface AutoscalerControllerArgs extends Omit<AutoscalerSettings, "zones" | "pools"> {
  /** Component it belongs to. */
  readonly parent: pulumi.Resource;
  /** Cluster whose pods need the nodes. */
  readonly cluster: Cluster;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Groups that it sizes, and no others. */
  readonly groups: readonly CreatedGroup[];
  /** What it may do in the cloud. */
  readonly permissions: readonly Permission[];
  /** Pattern that the names of a share's groups match, and no others. */
  readonly patternOf: (share: string) => string;
  /** What its pods may say and hear. */
  readonly traffic: SystemTraffic;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string | undefined;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string | undefined;
}

/** The controller, when its groups, rights and traffic are there. `name` begins its logical name. */
export function createAutoscaler(name: string, args: AutoscalerControllerArgs): Release {
  const { parent, cluster, groups, permissions, chartMirror } = args;
  const identity = launcherIdentity(cluster, AUTOSCALER_SERVICE_ACCOUNT, permissions);
  const { ipFamily } = cluster.facts;
  const traffic = createSystemTraffic(
    { parent, provider: cluster.provider, name: cluster.facts.id, dependsOn: cluster.ready },
    args.traffic,
    ipFamily,
  );
  return chartRelease(`${name}-controller`, {
    chart: "cluster-autoscaler",
    namespace: SYSTEM_NAMESPACE,
    timeoutSeconds: 600,
    parent,
    values: autoscalerValues({ ...args, annotations: identity.annotations, ipFamily }),
    ...(chartMirror === undefined ? {} : { mirror: chartMirror }),
    dependsOn: [traffic, ...identity.dependencies, ...groups.flatMap(({ resources }) => resources)],
  });
}
