import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { type AccountRegion, SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { USUAL_IP_FAMILY } from "../../../fleet/networks/ip-family.ts";
import { KARPENTER_SERVICE_ACCOUNT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import type { Cluster, Identity } from "../cluster.ts";
import { launcherIdentity } from "../launcher-identity.ts";
import { createSystemTraffic } from "../system-objects.ts";
import type { SystemTraffic } from "../system-traffic-plan.ts";
import { type ControllerResources, controllerPermissions } from "./controller-permissions.ts";
import { createInterruptionQueue } from "./interruption.ts";
import { interruptionPlan } from "./interruption-plan.ts";
import { karpenterValues } from "./values.ts";

/** Machines when they have been launched: whose rights they have, and what must exist for them to join. */
export interface LaunchedNodes {
  readonly instanceProfile: pulumi.Output<string>;
  readonly arns: Pick<ControllerResources, "nodeRoleArn" | "instanceProfileArn">;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** The controller of one cluster, of whatever kind that is. */
export interface ControllerArgs {
  /** Component it belongs to. */
  readonly parent: pulumi.Resource;
  /** Cluster whose pods need the nodes. */
  readonly cluster: Cluster;
  /** Account and region that its rights name. */
  readonly place: AccountRegion;
  /** Address of the API server, as machines reach it. */
  readonly endpoint: pulumi.Output<string>;
  /** What machines are when it has launched them. */
  readonly nodes: LaunchedNodes;
  /** The cluster as EKS knows it. @default - EKS knows none */
  readonly clusterArn?: string;
  /** What its pods may say and hear. */
  readonly traffic: SystemTraffic;
  /** Pods of the controller, on as many nodes. Range 1..3. */
  readonly replicas: number;
  /** Whether the network has no way out to public endpoints. */
  readonly isolatedVpc: boolean;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string | undefined;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string | undefined;
}

/** Its queue, its rights, its kinds and itself, in this order. `name` begins their logical names. */
export function createController(name: string, args: ControllerArgs): Release {
  const { parent, cluster, place, nodes, clusterArn } = args;
  const queue = interruptionPlan(cluster.facts.id, place);
  const queueName = createInterruptionQueue(parent, queue).name;
  const rights = {
    ...nodes.arns,
    queueArn: queue.arn,
    ...(clusterArn === undefined ? {} : { clusterArn }),
  };
  const permissions = controllerPermissions(cluster.facts.id, place, rights);
  const identity = launcherIdentity(cluster, KARPENTER_SERVICE_ACCOUNT, permissions);
  return createReleases(name, args, { identity, queueName });
}

interface ControllerPlace {
  readonly identity: Identity;
  readonly queueName: pulumi.Output<string>;
}

/** The kinds first, in a release of their own, for Helm never upgrades those of a chart that has more than kinds. */
function createReleases(
  name: string,
  args: ControllerArgs,
  { identity, queueName }: ControllerPlace,
): Release {
  const { parent, cluster, nodes, chartMirror } = args;
  const { ipFamily } = cluster.facts;
  const traffic = createSystemTraffic(
    { parent, provider: cluster.provider, name: cluster.facts.id, dependsOn: cluster.ready },
    args.traffic,
    ipFamily,
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
  return chartRelease(`${name}-controller`, {
    ...common,
    ...mirror,
    chart: "karpenter",
    values: controllerValues(args, { identity, queueName }),
    dependsOn: [kinds, traffic, ...identity.dependencies, ...nodes.dependsOn],
  });
}

function controllerValues(
  { cluster, place, endpoint, clusterArn, replicas, isolatedVpc, imageMirror }: ControllerArgs,
  { identity, queueName }: ControllerPlace,
): Readonly<Record<string, unknown>> {
  return karpenterValues({
    cluster: cluster.facts.id,
    endpoint,
    queue: queueName,
    replicas,
    isolatedVpc,
    ipFamily: cluster.facts.ipFamily ?? USUAL_IP_FAMILY,
    annotations: identity.annotations,
    // Pods of EKS are told their region beside their credentials; elsewhere nobody tells them.
    ...(clusterArn === undefined ? { awsRegion: place.awsRegion } : {}),
    ...(imageMirror === undefined ? {} : { imageMirror }),
  });
}
