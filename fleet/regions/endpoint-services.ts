/** Names under which programs ask for one AWS service. */
export interface EndpointService {
  /** The service's own name in one region, such as sts.eu-central-1.amazonaws.com. */
  readonly domain: (awsRegion: string) => string;
  /** Whether programs ask for names below it, too: each account has a registry of its own. */
  readonly wildcard: boolean;
}

const named = (prefix: string): EndpointService => ({
  domain: (awsRegion) => `${prefix}.${awsRegion}.amazonaws.com`,
  wildcard: false,
});

/**
 * Services whose endpoints a region can share, with the private names that AWS gives an endpoint in its own network.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/vpc-interface-endpoints.html
 */
export const ENDPOINT_SERVICES = {
  autoscaling: named("autoscaling"),
  ec2: named("ec2"),
  ec2messages: named("ec2messages"),
  "ecr.api": named("api.ecr"),
  "ecr.dkr": { ...named("dkr.ecr"), wildcard: true },
  eks: named("eks"),
  "eks-auth": { domain: (awsRegion) => `eks-auth.${awsRegion}.api.aws`, wildcard: false },
  elasticloadbalancing: named("elasticloadbalancing"),
  kms: named("kms"),
  logs: named("logs"),
  monitoring: named("monitoring"),
  secretsmanager: named("secretsmanager"),
  sqs: named("sqs"),
  ssm: named("ssm"),
  ssmmessages: named("ssmmessages"),
  sts: named("sts"),
} as const satisfies Readonly<Record<string, EndpointService>>;

export type EndpointServiceName = keyof typeof ENDPOINT_SERVICES;

export const ENDPOINT_SERVICE_NAMES = Object.keys(ENDPOINT_SERVICES) as readonly EndpointServiceName[];

/**
 * Interface endpoints that nodes need when they have no way out: images, tokens, the EC2 API, logs, the cluster's API.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export const NODE_ENDPOINTS: readonly EndpointServiceName[] = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "logs",
  "sts",
];

/**
 * What launches more nodes needs, too: Karpenter the queue of interruptions and the parameters that name images,
 * Cluster Autoscaler the groups.
 *
 * @see https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export const LAUNCHER_ENDPOINTS = {
  karpenter: ["sqs", "ssm"],
  "cluster-autoscaler": ["autoscaling"],
} as const satisfies Readonly<Record<string, readonly EndpointServiceName[]>>;

/** What a region shares that says no more: all that a network without a way out needs, with Karpenter. */
export const STANDARD_ENDPOINTS: readonly EndpointServiceName[] = [
  ...NODE_ENDPOINTS,
  ...LAUNCHER_ENDPOINTS.karpenter,
].sort();
