import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import * as pulumi from "@pulumi/pulumi";
import {
  NODE_ACCESS_TYPE,
  roleArn,
  ROLE_NAME_LENGTH,
  SYSTEM_NAMESPACE,
} from "../../../fleet/eks-vocabulary.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { USUAL_IP_FAMILY } from "../../../fleet/networks/ip-family.ts";
import {
  KARPENTER_SERVICE_ACCOUNT,
  NODE_CLASS,
  NODE_POOL,
} from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { resourceTags } from "../../../fleet/tags.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import { machineTags } from "../custom-network-plan.ts";
import type { EksCluster } from "../eks-cluster.ts";
import { createNodeRole } from "../node-role.ts";
import { accountName, type EksScope } from "../scope.ts";
import type { KarpenterSettings } from "../settings.ts";
import { createSystemTraffic } from "../system-objects.ts";
import { KARPENTER_TRAFFIC } from "../system-traffic-plan.ts";
import { controllerPermissions } from "./controller-permissions.ts";
import { createInterruptionQueue } from "./interruption.ts";
import { floorPlan } from "./floor-plan.ts";
import { createFloors } from "./floors.ts";
import { interruptionPlan } from "./interruption-plan.ts";
import { nodeClassSpec } from "./node-class-plan.ts";
import { nodeClassNames, nodePoolPlan } from "./node-pool-plan.ts";
import { karpenterValues } from "./values.ts";

export interface KarpenterArgs extends KarpenterSettings {
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
 * Karpenter: it launches the nodes that ordinary pods need, and ends those that nobody needs. Its pools go before its
 * controller, which ends their machines first; without it they would stay, and cost.
 *
 * @see https://karpenter.sh/docs/
 */
export class Karpenter extends pulumi.ComponentResource {
  /** What must exist before a pod that needs a launched node. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: KarpenterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const providers = [args.provider, args.cluster.provider];
    super("atoll:cluster:Karpenter", name, {}, pulumi.mergeOptions({ providers }, opts));
    const scope: EksScope = { ...args.cluster.scope, parent: this };
    const nodes = createLaunchedNodes(scope, name, args.cluster);
    const queue = interruptionPlan(scope.name, scope.settings);
    const queueName = createInterruptionQueue(this, queue).name;
    const identity = args.cluster.grantIdentity(
      SYSTEM_NAMESPACE,
      KARPENTER_SERVICE_ACCOUNT,
      controllerPermissions(scope.name, scope.settings, { ...nodes.arns, queueArn: queue.arn }),
    );

    const controller = createController(this, name, args, {
      queueName,
      dependsOn: [...identity.dependencies, ...nodes.dependsOn],
    });
    this.ready = createPools(this, name, args, {
      instanceProfile: nodes.profile.name,
      dependsOn: [controller, ...nodes.dependsOn],
    });
    createFloors(name, floorPlan(args.pools, args.imageMirror), {
      parent: this,
      provider: args.cluster.provider,
      kubernetes: args.cluster.facts.kubernetes,
      dependsOn: this.ready,
    });
    this.registerOutputs({});
  }
}

interface LaunchedNodes {
  readonly profile: InstanceProfile;
  readonly arns: { readonly nodeRoleArn: string; readonly instanceProfileArn: string };
  readonly dependsOn: readonly pulumi.Resource[];
}

/** What machines are when they have been launched: a role, and the right to join. */
function createLaunchedNodes(scope: EksScope, name: string, { clusterName }: EksCluster): LaunchedNodes {
  const { role, policies } = createNodeRole(scope, "karpenter-nodes");
  const awsName = accountName(scope, "karpenter-nodes", ROLE_NAME_LENGTH);
  const { accountId } = scope.settings;
  const profile = new InstanceProfile(
    `${name}-node-profile`,
    { name: awsName, role: role.name, tags: resourceTags(`${name}-node-profile`) },
    { parent: scope.parent },
  );
  const entry = new AccessEntry(
    `${name}-node-access`,
    {
      clusterName,
      principalArn: role.arn,
      type: NODE_ACCESS_TYPE,
      tags: resourceTags(`${name}-node-access`),
    },
    { parent: scope.parent },
  );
  const instanceProfileArn = `arn:aws:iam::${accountId}:instance-profile/${awsName}`;
  return {
    profile,
    arns: { nodeRoleArn: roleArn(accountId, awsName), instanceProfileArn },
    dependsOn: [profile, entry, ...policies],
  };
}

interface ControllerPlace {
  readonly queueName: pulumi.Output<string>;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** The kinds first, in a release of their own, for Helm never upgrades those of a chart that has more than kinds. */
function createController(
  parent: pulumi.Resource,
  name: string,
  { cluster, chartMirror, imageMirror, replicas, isolatedVpc }: KarpenterArgs,
  { queueName, dependsOn }: ControllerPlace,
): Release {
  const traffic = createSystemTraffic(
    { parent, provider: cluster.provider, name: cluster.facts.id, dependsOn: cluster.ready },
    KARPENTER_TRAFFIC,
    cluster.facts.ipFamily,
  );
  const common = { namespace: SYSTEM_NAMESPACE, timeoutSeconds: 600, parent };
  const mirror = chartMirror === undefined ? {} : { mirror: chartMirror };
  const kinds = chartRelease(`${name}-crds`, {
    ...common,
    ...mirror,
    chart: "karpenter-crd",
    values: CHARTS["karpenter-crd"].crds.keptBy,
    dependsOn: cluster.ready,
  });
  const values = karpenterValues({
    cluster: cluster.facts.id,
    endpoint: cluster.endpoint,
    queue: queueName,
    replicas,
    isolatedVpc,
    ipFamily: cluster.facts.ipFamily ?? USUAL_IP_FAMILY,
    ...(imageMirror === undefined ? {} : { imageMirror }),
  });
  return chartRelease(`${name}-controller`, {
    ...common,
    ...mirror,
    chart: "karpenter",
    values,
    dependsOn: [kinds, traffic, ...dependsOn],
  });
}

interface PoolsPlace {
  readonly instanceProfile: pulumi.Output<string>;
  readonly dependsOn: readonly pulumi.Resource[];
}

function createPools(
  parent: pulumi.Resource,
  name: string,
  args: KarpenterArgs,
  { instanceProfile, dependsOn }: PoolsPlace,
): readonly pulumi.Resource[] {
  const { cluster } = args;
  const inside = { parent, provider: cluster.provider };
  const { apiVersion, kind } = NODE_CLASS;
  const classes = new Map(
    nodeClassNames(args.pools).map((className) => {
      const spec = nodeClassSpec<pulumi.Output<string>>({
        nodeKubernetes: args.nodeKubernetes,
        drivers: className === "gpu" ? "nvidia" : "standard",
        cluster: cluster.facts.id,
        subnetIds: cluster.nodeSubnetIds,
        instanceProfile,
        maxPods: args.maxPods,
        tags: machineTags(cluster.scope.settings),
      });
      const resource = new CustomResource(
        `${name}-class-${className}`,
        { apiVersion, kind, metadata: { name: className }, spec },
        { ...inside, dependsOn: [...dependsOn] },
      );
      return [className, resource] as const;
    }),
  );
  return nodePoolPlan(args.pools, cluster.facts.ipFamily).map(
    (pool) =>
      new CustomResource(
        `${name}-pool-${pool.name}`,
        { ...NODE_POOL, metadata: { name: pool.name }, spec: pool.spec },
        { ...inside, dependsOn: [...classes.values()] },
      ),
  );
}
