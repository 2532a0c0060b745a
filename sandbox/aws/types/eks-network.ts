import { block, contains, overlaps } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { text, neighbours, type Call, type Inputs } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { invalid } from "./eks.ts";
import { findVpc, vpcBlocks } from "./vpc.ts";

/** Zones that a control plane needs. @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const ZONES_MIN = 2;

/** Addresses that EKS needs in each subnet of a control plane. */
const FREE_ADDRESSES_MIN = 6;

/** Addresses of each subnet that AWS keeps. */
const RESERVED_ADDRESSES = 5;

const PUBLIC_CIDRS_MAX = 40;

/** Addresses that never come from outside, so that no public endpoint can see them. */
const NOT_PUBLIC = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"].map(
  block,
);

/** Subnets by their ids, all in one VPC. */
export function subnetsOf(call: Call, ids: readonly string[]): readonly Thing[] {
  const subnets = ids.map((id) => {
    const [subnet] = neighbours(call, tokens.SUBNET).filter((one) => one.id === id);
    if (subnet === undefined) throw invalid(`The subnet ID '${id}' does not exist`);
    return subnet;
  });
  if (new Set(subnets.map((subnet) => text(subnet, "vpcId"))).size > 1) {
    throw invalid(`Subnets provided [${ids.join(", ")}] must belong to the same VPC`);
  }
  return subnets;
}

function checkFree(call: Call, subnet: Thing): void {
  const size = 2 ** (32 - block(text(subnet, "cidrBlock")).prefix);
  const used = neighbours(call, tokens.NETWORK_INTERFACE, { subnetId: subnet.id }).length;
  const free = size - RESERVED_ADDRESSES - used;
  if (free >= FREE_ADDRESSES_MIN) return;
  throw invalid(
    `Subnet ${subnet.id} has ${free} free addresses; a control plane needs ${FREE_ADDRESSES_MIN} in each of its subnets`,
  );
}

/** Subnets of a control plane. */
export function controlPlaneSubnets(call: Call, vpcConfig: Inputs): readonly Thing[] {
  const subnets = subnetsOf(call, vpcConfig.texts("subnetIds"));
  if (new Set(subnets.map((subnet) => text(subnet, "availabilityZone"))).size < ZONES_MIN) {
    throw invalid("Subnets specified must be in at least two different AZs");
  }
  return subnets;
}

/** Only what a new control plane comes into must have room. */
export function checkRoom(call: Call, subnets: readonly Thing[]): void {
  for (const subnet of subnets) checkFree(call, subnet);
}

export function checkGroups(call: Call, vpcConfig: Inputs, vpcId: string): void {
  for (const id of vpcConfig.texts("securityGroupIds")) {
    const [group] = neighbours(call, tokens.SECURITY_GROUP).filter((one) => one.id === id);
    if (group === undefined) throw invalid(`The security group '${id}' does not exist`);
    if (text(group, "vpcId") !== vpcId) {
      throw invalid(`Security group(s) [${id}] are not in the same VPC as the subnets.`);
    }
  }
}

export function checkEndpoint(vpcConfig: Inputs): void {
  const isPublic = vpcConfig.all["endpointPublicAccess"] !== false;
  if (!isPublic && !vpcConfig.flag("endpointPrivateAccess")) {
    throw invalid("Private and public endpoint access cannot both be disabled");
  }
  const cidrs = vpcConfig.texts("publicAccessCidrs");
  if (cidrs.length > PUBLIC_CIDRS_MAX) {
    throw invalid(`At most ${PUBLIC_CIDRS_MAX} publicAccessCidrs are allowed, got ${cidrs.length}`);
  }
  if (!isPublic) return;
  const hidden = cidrs.filter((cidr) => NOT_PUBLIC.some((range) => contains(range, block(cidr))));
  if (hidden.length > 0) {
    throw invalid(`The following CIDRs are not allowed in publicAccessCidrs: [${hidden.join(", ")}]`);
  }
}

/** EKS takes 172.20.0.0/16 for a VPC in 10.0.0.0/8, and 10.100.0.0/16 for all others. */
export function serviceCidr(call: Call, vpcId: string): string {
  const vpc = findVpc(call, vpcId);
  const blocks = vpcBlocks(call, vpc);
  const given = call.inputs.object("kubernetesNetworkConfig").optionalText("serviceIpv4Cidr");
  const isTen = blocks.some((one) => overlaps(one, block("10.0.0.0/8")));
  const chosen = given ?? (isTen ? "172.20.0.0/16" : "10.100.0.0/16");
  if (blocks.every((one) => !overlaps(one, block(chosen)))) return chosen;
  throw invalid(`The specified service IPv4 CIDR ${chosen} overlaps a CIDR block of the VPC ${vpcId}`);
}
