import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { maxPods } from "../../../fleet/nodes/max-pods.ts";
import { nodeGroups } from "../../../fleet/nodes/node-groups.ts";
import type { EksCluster } from "../eks-cluster.ts";
import { floorPlan, nodesOfGroups } from "../karpenter/floor-plan.ts";
import { createFloors } from "../karpenter/floors.ts";
import type { EksScope } from "../scope.ts";
import type { AutoscalerSettings } from "../settings.ts";
import { AUTOSCALER_TRAFFIC } from "../system-traffic-plan.ts";
import { createAutoscaler } from "./controller.ts";
import { createNodeGroups } from "./node-groups.ts";
import { autoscalerPermissions } from "./permissions.ts";
import { eksGroupPattern } from "./values.ts";

export interface ClusterAutoscalerArgs extends AutoscalerSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** Cluster whose pods need the nodes. */
  readonly cluster: EksCluster;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
}

/**
 * Managed node groups for all pools, and Cluster Autoscaler, which sizes them: what stands in for Karpenter where that
 * cannot run. The autoscaler goes before the groups, which take their machines along.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
 */
export class ClusterAutoscaler extends pulumi.ComponentResource {
  /** What must exist before a pod that needs a launched node. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterAutoscalerArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { cluster, pools, zones } = args;
    const providers = [args.provider, cluster.provider];
    super("atoll:cluster:ClusterAutoscaler", name, {}, pulumi.mergeOptions({ providers }, opts));
    const scope: EksScope = { ...cluster.scope, parent: this };
    const { settings } = scope;
    const groups = createNodeGroups(scope, name, nodeGroups(pools, zones), {
      clusterName: cluster.clusterName,
      subnetIds: new Map(zones.flatMap((zone, index) => entryOf(zone, cluster.nodeSubnetIds[index]))),
      securityGroupId: cluster.nodeSecurityGroupId,
      maxPods: maxPods(pools),
      version: settings.nodeKubernetes,
      releaseVersion: settings.nodeRelease,
      dependsOn: cluster.ready,
    });
    this.ready = [
      createAutoscaler(name, {
        ...args,
        parent: this,
        awsRegion: settings.awsRegion,
        groups,
        permissions: autoscalerPermissions(scope.name, settings),
        patternOf: eksGroupPattern,
        traffic: AUTOSCALER_TRAFFIC,
      }),
      ...groups.flatMap(({ resources }) => resources),
    ];
    createFloors(name, floorPlan(pools, args.imageMirror, nodesOfGroups), {
      parent: this,
      provider: cluster.provider,
      kubernetes: cluster.facts.kubernetes,
      dependsOn: this.ready,
    });
    this.registerOutputs({});
  }
}

function entryOf<T>(key: string, value: T | undefined): readonly (readonly [string, T])[] {
  return value === undefined ? [] : [[key, value]];
}
