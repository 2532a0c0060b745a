import ipaddr from "ipaddr.js";
import type { SubnetClass } from "../../fleet/schema/networks.ts";

/** AWS gives a VPC a /56, which is 256 ranges of /64: 64 for each class, and a zone's letter counts within them. */
const FIRST_RANGE: Readonly<Record<SubnetClass, number>> = {
  node: 0,
  pod: 64,
  public: 128,
  "control-plane": 192,
};

/** Position of a subnet's /64 in the VPC's /56: fixed by its class and zone, so that no other subnet can move it. */
export function ipv6RangeNumber(subnetClass: SubnetClass, zone: string): number {
  return FIRST_RANGE[subnetClass] + zone.charCodeAt(0) - "a".charCodeAt(0);
}

/**
 * One /64 of a VPC's /56. Undefined as long as the VPC has no IPv6 range: a preview that adds dual stack to a live VPC
 * still sees the VPC without it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv6
 */
export function ipv6Subnet(vpcRange: string | undefined, rangeNumber: number): string | undefined {
  if (vpcRange === undefined || vpcRange === "") return undefined;
  const [network] = ipaddr.IPv6.parseCIDR(vpcRange);
  const bytes = network.toByteArray();
  bytes[7] = rangeNumber;
  return `${new ipaddr.IPv6(bytes).toString()}/64`;
}
