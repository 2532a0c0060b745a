/** Strings that only an outside system interprets: they stand here once, each with the page that defines it. */

/** Marks subnets for load balancers that face the internet. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/ */
export const PUBLIC_LOAD_BALANCER_TAG = "kubernetes.io/role/elb";

/** Marks subnets for load balancers inside the network. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/ */
export const INTERNAL_LOAD_BALANCER_TAG = "kubernetes.io/role/internal-elb";

/** Tells the VPC CNI where pods get their addresses: "1" here, "0" not here. @see https://docs.aws.amazon.com/eks/latest/userguide/cni-subnet-selection.html */
export const POD_SUBNET_TAG = "kubernetes.io/role/cni";

/** Marks subnets and security groups for the nodes Karpenter launches; the value is the cluster. @see https://karpenter.sh/docs/concepts/nodeclasses/#specsubnetselectorterms */
export const KARPENTER_DISCOVERY_TAG = "karpenter.sh/discovery";

/** Who writes flow logs, and what it must be allowed to do. @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
export const FLOW_LOGS_SERVICE = "vpc-flow-logs.amazonaws.com";
export const FLOW_LOGS_WRITE_ACTIONS = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
];
export const FLOW_LOGS_LIST_ACTIONS = ["logs:DescribeLogGroups"];

/** Services with gateway endpoints, which cost nothing. @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const GATEWAY_ENDPOINT_SERVICES = ["dynamodb", "s3"] as const;

/** Name of an AWS service as an endpoint of one region. @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
export function endpointServiceName(awsRegion: string, service: string): string {
  return `com.amazonaws.${awsRegion}.${service}`;
}

/** Days for which CloudWatch can keep logs; it takes no others. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** IPv6 addresses that a NAT gateway translates into IPv4 ones. @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html */
export const NAT64_CIDR = "64:ff9b::/96";

/** Days in which a key that is to be deleted can still be kept: the longest that KMS offers. @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
export const KEY_DELETION_DAYS = 30;
