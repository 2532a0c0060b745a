import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile.js";
import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { eksClusterArn, NODE_ACCESS_TYPE, roleArn, ROLE_NAME_LENGTH } from "../../../fleet/eks-vocabulary.ts";
import { resourceTags } from "../../../fleet/tags.ts";
import { machineTags } from "../custom-network-plan.ts";
import type { EksCluster } from "../eks-cluster.ts";
import { createNodeRole } from "../node-role.ts";
import { accountName, type EksScope } from "../scope.ts";
import type { KarpenterSettings } from "../settings.ts";
import { KARPENTER_TRAFFIC } from "../system-traffic-plan.ts";
import { createController, type LaunchedNodes } from "./controller.ts";
import { nodeClassSpec } from "./node-class-plan.ts";
import { createPools } from "./pools.ts";

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
 * Karpenter on EKS: it launches the nodes that ordinary pods need, and ends those that nobody needs. Its pools go before
 * its controller, which ends their machines first; without it they would stay, and cost.
 *
 * @see https://karpenter.sh/docs/
 */
export class Karpenter extends pulumi.ComponentResource {
  /** What must exist before a pod that needs a launched node. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: KarpenterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { cluster } = args;
    const providers = [args.provider, cluster.provider];
    super("atoll:cluster:Karpenter", name, {}, pulumi.mergeOptions({ providers }, opts));
    const scope: EksScope = { ...cluster.scope, parent: this };
    const nodes = createLaunchedNodes(scope, name, cluster);
    const controller = createController(name, {
      ...args,
      parent: this,
      place: scope.settings,
      endpoint: cluster.endpoint,
      nodes,
      traffic: KARPENTER_TRAFFIC,
      clusterArn: eksClusterArn(scope.settings, scope.name),
    });
    this.ready = createPools(name, {
      ...args,
      parent: this,
      classSpec: (className) =>
        nodeClassSpec<pulumi.Output<string>>({
          ...args,
          drivers: className === "gpu" ? "nvidia" : "standard",
          cluster: cluster.facts.id,
          subnetIds: cluster.nodeSubnetIds,
          instanceProfile: nodes.instanceProfile,
          tags: machineTags(scope.settings),
        }),
      dependsOn: [controller, ...nodes.dependsOn],
    });
    this.registerOutputs({});
  }
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
    instanceProfile: profile.name,
    arns: { nodeRoleArn: roleArn(accountId, awsName), instanceProfileArn },
    dependsOn: [profile, entry, ...policies],
  };
}
