import type { Cloud, Place } from "./cloud.ts";
import { AwsError } from "./error.ts";

/** A limit of an account: its Service Quotas code, and how AWS refuses what goes beyond. */
export interface Quota {
  readonly code: string;
  readonly limit: number;
  readonly error: string;
  /** What AWS says when a limit, AWS's own or a raised one, is reached. */
  readonly message: (limit: number) => string;
}

function quota(code: string, limit: number, error: string, things: string): Quota {
  return { code, limit, error, message: () => `The maximum number of ${things} has been reached.` };
}

function iamQuota(code: string, limit: number, name: string): Quota {
  return {
    code,
    limit,
    error: "LimitExceeded",
    message: (most) => `Cannot exceed quota for ${name}: ${most}`,
  };
}

/**
 * Limits of a new account.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const QUOTAS = {
  vpcs: quota("L-F678F1CE", 5, "VpcLimitExceeded", "VPCs"),
  cidrsPerVpc: quota("L-83CA0A9D", 5, "CidrLimitExceeded", "IPv4 CIDR blocks of this VPC"),
  subnetsPerVpc: quota("L-407747CB", 200, "SubnetLimitExceeded", "subnets"),
  internetGateways: quota("L-A4707A72", 5, "InternetGatewayLimitExceeded", "internet gateways"),
  egressOnlyGateways: quota(
    "L-45FE3B85",
    5,
    "EgressOnlyInternetGatewayLimitExceeded",
    "egress-only internet gateways",
  ),
  natGatewaysPerZone: quota("L-FE5A380F", 5, "NatGatewayLimitExceeded", "NAT Gateways"),
  addresses: quota("L-0263D0A3", 5, "AddressLimitExceeded", "addresses"),
  routeTablesPerVpc: quota("L-589F43AA", 200, "RouteTableLimitExceeded", "route tables"),
  routesPerTable: quota("L-93826ACB", 500, "RouteLimitExceeded", "routes in this route table"),
  securityGroups: quota("L-E79EC296", 2500, "SecurityGroupLimitExceeded", "security groups"),
  rulesPerGroup: quota("L-0EA8095F", 60, "RulesPerSecurityGroupLimitExceeded", "rules per security group"),
  aclsPerVpc: quota("L-B4A6D682", 200, "NetworkAclLimitExceeded", "network ACLs"),
  rulesPerAcl: quota("L-2AEEBF1A", 20, "NetworkAclEntryLimitExceeded", "entries of this network ACL"),
  gatewayEndpoints: quota("L-1B52E74A", 20, "VpcEndpointLimitExceeded", "gateway VPC endpoints"),
  interfaceEndpointsPerVpc: quota("L-29B6F2EB", 50, "VpcEndpointLimitExceeded", "interface VPC endpoints"),
  clusters: quota("L-1194D53C", 100, "ResourceLimitExceededException", "clusters of this region"),
  nodeGroupsPerCluster: quota(
    "L-6D54EA21",
    30,
    "ResourceLimitExceededException",
    "node groups of this cluster",
  ),
  nodesPerGroup: quota("L-BD136A63", 450, "ResourceLimitExceededException", "nodes of this node group"),
  targetsPerRule: {
    // Service Quotas does not have it: AWS raises it for nobody.
    code: "none",
    limit: 5,
    error: "LimitExceededException",
    message: () => "The requested resource exceeds the maximum number allowed.",
  },
  transitGateways: quota("L-A2478D36", 5, "TransitGatewayLimitExceeded", "Transit Gateways"),
  attachmentsPerTransitGateway: quota(
    "L-E0233F82",
    5_000,
    "TransitGatewayAttachmentLimitExceeded",
    "attachments of this Transit Gateway",
  ),
  tablesPerTransitGateway: quota(
    "L-43872EB7",
    20,
    "TransitGatewayRouteTableLimitExceeded",
    "route tables of this Transit Gateway",
  ),
  buckets: {
    code: "L-DC2B2D3D",
    limit: 10_000,
    error: "TooManyBuckets",
    message: () => "You have attempted to create more buckets than allowed",
  },
  zones: {
    code: "L-4EA4796A",
    limit: 500,
    error: "TooManyHostedZones",
    message: (most) =>
      `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more than ${most} hosted zones.`,
  },
  recordsPerZone: {
    code: "L-E209CC9F",
    limit: 10_000,
    error: "InvalidChangeBatch",
    message: () => "[Number of records limit exceeded.]",
  },
  standardProcessors: {
    code: "L-1216C47A",
    // AWS's own default is 5, which nobody who runs clusters keeps: this is what it raises an account to at once.
    limit: 64,
    error: "VcpuLimitExceeded",
    message: (most) =>
      `You have requested more vCPU capacity than your current vCPU limit of ${most} allows for the instance bucket ` +
      "that the specified instance type belongs to. Please visit " +
      "http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
  },
  networkBalancers: quota("L-69A177A2", 50, "TooManyLoadBalancers", "load balancers"),
  targetGroups: quota("L-B22855CB", 3_000, "TooManyTargetGroups", "target groups"),
  listenersPerBalancer: quota("L-57A373D6", 50, "TooManyListeners", "listeners of this load balancer"),
  targetsPerGroup: quota("L-A0D0B863", 1_000, "TooManyTargets", "targets of this target group"),
  autoscalingGroups: {
    code: "L-CDE20ADC",
    limit: 500,
    error: "LimitExceeded",
    message: (most) => `Only ${most} AutoScalingGroups are allowed. You are trying to create ${most + 1}.`,
  },
  secrets: {
    code: "L-2F66C23C",
    limit: 500_000,
    error: "LimitExceededException",
    message: () => "You have reached the quota of secrets.",
  },
  oidcProviders: iamQuota("L-858F3967", 100, "OpenIdConnectProvidersPerAccount"),
  instanceProfiles: iamQuota("L-6E65F664", 1000, "InstanceProfilesPerAccount"),
  roles: iamQuota("L-FE177D64", 1000, "RolesPerAccount"),
  policies: iamQuota("L-E95E4862", 1500, "PoliciesPerAccount"),
  policiesPerRole: iamQuota("L-0DA4ABF3", 10, "PoliciesPerRole"),
} as const satisfies Record<string, Quota>;

/** Setting of the cloud that changes a quota, such as `quota/L-F678F1CE`. */
export function quotaSetting(quota: Quota): string {
  return `quota/${quota.code}`;
}

/** The limit in this cloud: AWS's own, or the one that a setting gives. */
function limitOf(cloud: Cloud, quota: Quota): number {
  return Number(cloud.setting(quotaSetting(quota)) ?? quota.limit);
}

/** Refusal of one more. */
export function quotaError(cloud: Cloud, quota: Quota): AwsError {
  return new AwsError(quota.error, quota.message(limitOf(cloud, quota)));
}

/** Refuses one more when `existing` are already there. */
export function withinQuota(cloud: Cloud, quota: Quota, existing: number): void {
  if (existing >= limitOf(cloud, quota)) throw quotaError(cloud, quota);
}

/** Things of a type in a place, for quotas per account and region. */
export function countIn(cloud: Cloud, { account, region }: Place, type: string): number {
  return cloud.count({ type, account, region });
}
