/** Where CloudWatch finds how much of a quota is used: dimensions of a metric of `AWS/Usage`. */
export interface UsageMetric {
  readonly service: string;
  readonly resource: string;
  /** @default "None" */
  readonly class?: string;
}

/** A limit of an account that a fleet can meet. */
export interface Quota {
  /** Code in Service Quotas, which stays. */
  readonly code: string;
  /** Service in Service Quotas. */
  readonly service: string;
  /** What it limits. */
  readonly what: string;
  /** The metric that AWS publishes of its use. @default - there is none that is known */
  readonly usage?: UsageMetric;
  /** True where one quota holds for all regions; AWS publishes its use in us-east-1 alone. @default false */
  readonly isGlobal?: boolean;
}

/** The region in which AWS publishes the use of quotas that hold for all. */
export const GLOBAL_QUOTA_REGION = "us-east-1";

const processors = (code: string, what: string, kind: string): Quota => ({
  code,
  service: "ec2",
  what,
  usage: { service: "EC2", resource: "vCPU", class: kind },
});

const balancers = (code: string, what: string, resource: string): Quota => ({
  code,
  service: "elasticloadbalancing",
  what,
  usage: { service: "Elastic Load Balancing", resource },
});

const unseen = (service: string, code: string, what: string): Quota => ({ code, service, what });

/**
 * Quotas that decide whether a fleet fits its accounts. A metric stands here where its dimensions are known to be what
 * Service Quotas names for the code; `aws service-quotas get-service-quota` shows them as UsageMetric.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const QUOTAS: readonly Quota[] = [
  processors("L-1216C47A", "processors of standard machines, on demand", "Standard/OnDemand"),
  processors("L-34B43A08", "processors of standard machines, spot", "Standard/Spot"),
  processors("L-DB2E81BA", "processors of G and VT machines, on demand", "G/OnDemand"),
  processors("L-417A185B", "processors of P machines, on demand", "P/OnDemand"),
  processors("L-1945791B", "processors of Inf machines, on demand", "Inf/OnDemand"),
  processors("L-7295265B", "processors of X machines, on demand", "X/OnDemand"),
  processors("L-74FC7D96", "processors of F machines, on demand", "F/OnDemand"),
  balancers("L-53DA6B97", "application load balancers", "ApplicationLoadBalancersPerRegion"),
  balancers("L-69A177A2", "network load balancers", "NetworkLoadBalancersPerRegion"),
  balancers("L-E9E9831D", "classic load balancers", "ClassicLoadBalancersPerRegion"),
  balancers("L-B22855CB", "target groups", "TargetGroupsPerRegion"),
  {
    code: "L-C2F1777E",
    service: "kms",
    what: "KMS keys",
    usage: { service: "KMS", resource: "KeysPerAccount" },
  },
  {
    code: "L-FE177D64",
    service: "iam",
    what: "IAM roles",
    usage: { service: "IAM", resource: "Role" },
    isGlobal: true,
  },
  {
    code: "L-E95E4862",
    service: "iam",
    what: "IAM policies of the account's own",
    usage: { service: "IAM", resource: "CustomerManagedPolicy" },
    isGlobal: true,
  },
  {
    code: "L-858F3967",
    service: "iam",
    what: "OIDC providers",
    usage: { service: "IAM", resource: "OIDCProvider" },
    isGlobal: true,
  },
  {
    code: "L-DC2B2D3D",
    service: "s3",
    what: "buckets",
    usage: { service: "S3", resource: "GeneralPurposeBuckets" },
    isGlobal: true,
  },
  unseen("elasticloadbalancing", "L-57A373D6", "listeners of a network load balancer"),
  unseen("elasticloadbalancing", "L-EEF1AD04", "targets of a network load balancer"),
  unseen("elasticloadbalancing", "L-A0D0B863", "targets of a target group"),
  unseen("autoscaling", "L-CDE20ADC", "autoscaling groups"),
  unseen("secretsmanager", "L-2F66C23C", "secrets"),
  unseen("eks", "L-1194D53C", "EKS clusters"),
  unseen("eks", "L-6D54EA21", "node groups of a cluster"),
  unseen("eks", "L-BD136A63", "nodes of a node group"),
  unseen("vpc", "L-F678F1CE", "VPCs"),
  unseen("vpc", "L-A4707A72", "internet gateways"),
  unseen("vpc", "L-FE5A380F", "NAT gateways of a zone"),
  unseen("ec2", "L-0263D0A3", "Elastic IP addresses"),
  unseen("vpc", "L-407747CB", "subnets of a VPC"),
  unseen("vpc", "L-83CA0A9D", "IPv4 ranges of a VPC"),
  unseen("vpc", "L-589F43AA", "route tables of a VPC"),
  unseen("vpc", "L-93826ACB", "routes of a route table"),
  unseen("vpc", "L-E79EC296", "security groups"),
  unseen("vpc", "L-0EA8095F", "rules of a security group"),
  unseen("vpc", "L-DF5E4CA3", "network interfaces"),
  unseen("vpc", "L-BB24F6E5", "addresses in use in a VPC"),
  unseen("vpc", "L-7E9ECCDB", "peerings of a VPC"),
  unseen("vpc", "L-1B52E74A", "gateway endpoints"),
  unseen("vpc", "L-29B6F2EB", "interface endpoints of a VPC"),
  unseen("ec2", "L-A2478D36", "transit gateways"),
  unseen("ec2", "L-E0233F82", "attachments of a transit gateway"),
  unseen("ec2", "L-43872EB7", "route tables of a transit gateway"),
  unseen("ec2", "L-BCC1FB47", "routes of a transit gateway"),
  unseen("ebs", "L-7A658B76", "TiB of gp3 volumes"),
  unseen("ebs", "L-309BACF6", "snapshots of volumes"),
  unseen("route53", "L-4EA4796A", "hosted zones"),
  unseen("route53", "L-E209CC9F", "records of a hosted zone"),
  unseen("ecr", "L-CFEB8E8D", "repositories of images"),
];

/** Quotas on which an alarm can stand in this AWS region. */
export function watchedQuotas(awsRegion: string): readonly (Quota & { readonly usage: UsageMetric })[] {
  return QUOTAS.flatMap((quota) => {
    const { usage, isGlobal = false } = quota;
    const isHere = !isGlobal || awsRegion === GLOBAL_QUOTA_REGION;
    return usage !== undefined && isHere ? [{ ...quota, usage }] : [];
  });
}

/** Quotas that no alarm watches in this AWS region: AWS publishes no use of them, or not there. */
export function unwatchedQuotas(awsRegion: string): readonly Quota[] {
  const watched = new Set(watchedQuotas(awsRegion).map(({ code }) => code));
  return QUOTAS.filter(({ code }) => !watched.has(code));
}
