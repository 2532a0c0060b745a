import { imageName } from "../../../fleet/charts/chart-source.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { APP_NAME_LABEL, CONTROLLER_LOAD_BALANCER_CLASS } from "../../../fleet/charts/platform-vocabulary.ts";
import { LOAD_BALANCER_ACCOUNT } from "../../../fleet/k3s/system-vocabulary.ts";
import { resourcesOf, spread, type Workload } from "../workload.ts";

export const LOAD_BALANCER_PODS: Readonly<Record<string, string>> = {
  [APP_NAME_LABEL]: LOAD_BALANCER_ACCOUNT,
};

/** Where its webhooks and its metrics listen. */
export const LOAD_BALANCER_PORTS = { webhook: 9443, metrics: 8080 } as const;

/** What the controller asks for; one of its pods works at a time. */
export function loadBalancerWorkload(replicas: number): Workload {
  return { kind: "Deployment", replicas, cpuMillicores: 50, memoryMiB: 256 };
}

/** What the chart's values name; `T` is text, or what becomes text once the cloud has answered. */
export interface LoadBalancerParts<T> {
  readonly cluster: string;
  readonly awsRegion: string;
  readonly vpcId: T;
  /** Tags of all that it makes. */
  readonly tags: Readonly<Record<string, string>>;
  /** Annotations of its ServiceAccount. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** Pods, of which one works at a time. Range 1..5. */
  readonly replicas: number;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string | undefined;
}

/**
 * Network load balancers for Services of one class. All else that the controller can do is off, and what it would want
 * rights for with it; it is told where it is, for the metadata of its node is out of reach.
 *
 * The webhook that would give every Service of type LoadBalancer this class is off as well: Services here name their
 * class, and it would keep every Service of the cluster from being made while the controller is down. So would the one for
 * Ingresses. Of the webhooks that are left, those that refuse are asked about kinds of the controller's own, and about
 * pods that ask for them by label.
 *
 * @param targets what it hands on to: pods, or ports of nodes where pods' addresses mean nothing outside of the cluster.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/configurations/
 */
export function loadBalancerValues<T>(
  parts: LoadBalancerParts<T>,
  targets: "ip" | "instance",
): Readonly<Record<string, unknown>> {
  const { cluster, awsRegion, vpcId, tags, replicas } = parts;
  return {
    clusterName: cluster,
    region: awsRegion,
    vpcId,
    replicaCount: replicas,
    image: image(parts),
    serviceAccount: { create: true, name: LOAD_BALANCER_ACCOUNT, annotations: parts.identity },
    defaultTargetType: targets,
    loadBalancerClass: CONTROLLER_LOAD_BALANCER_CLASS,
    defaultTags: tags,
    enableServiceMutatorWebhook: false,
    webhookConfig: { disableIngressValidation: true },
    createIngressClassResource: false,
    ingressClassParams: { create: false },
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    enablePodReadinessGateInject: false,
    controllerConfig: {
      featureGates: { ServiceTypeLoadBalancerOnly: true, NLBGatewayAPI: false, ALBGatewayAPI: false },
    },
    webhookBindPort: LOAD_BALANCER_PORTS.webhook,
    topologySpreadConstraints: spread(LOAD_BALANCER_PODS),
    ...(replicas > 1 ? { podDisruptionBudget: { maxUnavailable: 1 } } : {}),
    resources: resourcesOf(loadBalancerWorkload(replicas)),
    ...RESTRICTED,
  };
}

/** The chart's own contexts leave out what the level `restricted` asks for. */
const RESTRICTED = {
  podSecurityContext: { fsGroup: 65_534, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
  },
};

function image({ imageMirror }: LoadBalancerParts<unknown>): object {
  const [only] = CHARTS["aws-load-balancer-controller"].images;
  const { registry, path, tag } = imageName(only, imageMirror);
  return { repository: `${registry}/${path}`, tag };
}
