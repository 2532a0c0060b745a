import type { IpFamily } from "../../fleet/networks/ip-family.ts";
import type { NetworkPlan } from "../../fleet/networks/network-plan.ts";

/** NAT gateways of a network: none, one for all zones, or one per zone. */
export type NatGateways = "none" | "one" | "per-zone";

/** Tags of subnets that others made: none, those for load balancers, or those by which the CNI finds pods' subnets, too. */
export type SubnetTags = "none" | "load-balancers" | "all";

export const DEFAULT_DUAL_STACK = false;
export const DEFAULT_NETWORK_ACLS = false;
export const DEFAULT_POD_OVERLAY = false;
export const DEFAULT_PROTECT = false;

/** What one network looks like: plain values, for they decide which resources exist. */
export interface NetworkSettings {
  /** Ranges, zones and subnets. With a `vpcId` the network exists already, and of the rest `subnetTags` alone applies. */
  readonly plan: NetworkPlan;
  /** Number of the AWS account. */
  readonly accountId: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Way out of the private subnets. */
  readonly natGateways: NatGateways;
  /** Days that flow logs are kept. Range 1..3653, one of `LOG_RETENTION_DAYS`. */
  readonly flowLogRetentionDays: number;
  /** AWS services reached inside the VPC, such as ecr.api. @default none */
  readonly interfaceEndpoints?: readonly string[];
  /** Adds an IPv6 range to the VPC and its subnets. @default false */
  readonly dualStack?: boolean;
  /** Family of pods' addresses; ipv6 brings dual stack along, and a way from it to IPv4. @default - IPv4 */
  readonly ipFamily?: IpFamily;
  /** Pods have addresses of an overlay, so that no subnet is theirs. @default false */
  readonly podOverlay?: boolean;
  /** Tags of the subnets of a network that exists already. @default none */
  readonly subnetTags?: SubnetTags;
  /** Own network ACL per subnet class, and the default one closed. @default false */
  readonly networkAcls?: boolean;
  /** Refuses to delete what cannot be had again: the VPC, and the addresses that customers put on allow lists. @default false */
  readonly protect?: boolean;
  /** Logical resource name -> id of the cloud resource that the first update imports. @default none */
  readonly adopt?: Readonly<Record<string, string>>;
}
