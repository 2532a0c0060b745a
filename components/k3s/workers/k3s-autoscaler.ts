import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { API_PORT } from "../../../fleet/k3s/boot-vocabulary.ts";
import { MAX_PODS } from "../../../fleet/nodes/node-facts.ts";
import { type NodeGroupPlan, nodeGroups } from "../../../fleet/nodes/node-groups.ts";
import type { Architecture } from "../../../fleet/nodes/node-pool.ts";
import { type CreatedGroup, createAutoscaler } from "../../cluster/autoscaler/controller.ts";
import { floorPlan, nodesOfGroups } from "../../cluster/karpenter/floor-plan.ts";
import { createFloors } from "../../cluster/karpenter/floors.ts";
import type { AutoscalerSettings } from "../../cluster/settings.ts";
import { AUTOSCALER_TRAFFIC } from "../../cluster/system-traffic-plan.ts";
import type { K3sNodeHome } from "./node-home.ts";
import { createWorkerGroup } from "./worker-groups.ts";
import { workerGroupPattern, workerPermissions, workerShares } from "./worker-plan.ts";
import { createWorkerTemplate } from "./worker-template.ts";

export interface K3sAutoscalerArgs extends AutoscalerSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** Cluster that the workers join. */
  readonly home: K3sNodeHome;
  /** Image of workers by processor: an id, or `resolve:ssm:` and a parameter of AWS. */
  readonly images: Readonly<Record<Architecture, string>>;
}

/**
 * Workers of K3s: autoscaling groups for all pools, one for each zone and kind of capacity, and Cluster Autoscaler, which
 * sizes them. The autoscaler goes before the groups, which take their machines along.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export class K3sAutoscaler extends pulumi.ComponentResource {
  /** What must exist before a pod that needs a worker. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: K3sAutoscalerArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { home, pools, zones } = args;
    const { settings, facts } = home;
    super(
      "atoll:k3s:K3sAutoscaler",
      name,
      {},
      pulumi.mergeOptions({ providers: [args.provider, home.provider] }, opts),
    );
    const groups = createGroups(this, name, args, nodeGroups(pools, zones, MAX_PODS));
    const controller = createAutoscaler(name, {
      ...args,
      awsRegion: settings.awsRegion,
      chartMirror: settings.chartMirror,
      imageMirror: settings.imageMirror,
      parent: this,
      cluster: home,
      groups,
      permissions: workerPermissions(facts.id, settings),
      patternOf: (share) => workerGroupPattern(facts.id, share),
      traffic: { ...AUTOSCALER_TRAFFIC, apiPort: API_PORT },
    });
    this.ready = [controller, ...groups.flatMap(({ resources }) => resources)];
    createFloors(name, floorPlan(pools, settings.imageMirror, nodesOfGroups), {
      parent: this,
      provider: home.provider,
      kubernetes: facts.kubernetes,
      dependsOn: this.ready,
    });
    this.registerOutputs({});
  }
}

function createGroups(
  parent: pulumi.Resource,
  name: string,
  { home, images, zones }: K3sAutoscalerArgs,
  plans: readonly NodeGroupPlan[],
): readonly CreatedGroup[] {
  const templates = new Map(
    [...workerShares(plans)].map(([share, { node, architecture }]) => {
      const image = images[architecture];
      return [share, createWorkerTemplate(name, home, { parent, share, node, image })] as const;
    }),
  );
  return plans.map((plan) => {
    const subnetId = home.nodeSubnetIds[zones.indexOf(plan.zone)];
    const template = templates.get(plan.share);
    if (subnetId === undefined || template === undefined)
      throw new Error(`zone ${plan.zone} has no subnet of nodes`);
    return createWorkerGroup(name, home, plan, { parent, subnetId, template });
  });
}
