import { parseCidr } from "../../fleet/addresses/cidr.ts";
import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import type { NatGateways } from "./settings.ts";

export interface PlannedNatGateway {
  readonly name: string;
  /** Logical name of its public address. */
  readonly addressName: string;
  readonly zone: string;
  /** Key of the public subnet it stands in. */
  readonly subnetKey: string;
}

/**
 * The NAT gateways of a network.
 *
 * A single one stands in the zone whose public subnet has the lowest address: the lock hands addresses out in order and
 * never moves them, so that is the zone the network had first. By the alphabet, a zone `a` that joins `b` and `c` would
 * move the gateway, and with it the address that others have put on their allow lists.
 */
export function natPlan(
  name: string,
  subnets: readonly PlannedSubnet[],
  wanted: NatGateways,
): readonly PlannedNatGateway[] {
  const publicSubnets = subnets.filter((subnet) => subnet.class === "public");
  return chosen(publicSubnets, wanted).map(({ key, zone }) => ({
    name: `${name}-nat-${zone}`,
    addressName: `${name}-nat-${zone}-address`,
    zone,
    subnetKey: key,
  }));
}

function chosen(publicSubnets: readonly PlannedSubnet[], wanted: NatGateways): readonly PlannedSubnet[] {
  switch (wanted) {
    case "none":
      return [];
    case "one":
      return publicSubnets.toSorted((a, b) => parseCidr(a.cidr).base - parseCidr(b.cidr).base).slice(0, 1);
    case "per-zone":
      return publicSubnets;
  }
}

/** The gateway through which a zone goes out: its own, else the only one there is. */
export function natOfZone(
  gateways: readonly PlannedNatGateway[],
  zone: string,
): PlannedNatGateway | undefined {
  return gateways.find((gateway) => gateway.zone === zone) ?? gateways[0];
}
