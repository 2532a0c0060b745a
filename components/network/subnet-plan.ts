import { contains, parseCidr } from "../../fleet/addresses/cidr.ts";
import type { NetworkPlan, PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { ipv6RangeNumber } from "./ipv6-subnet.ts";
import { subnetTags } from "./subnet-tags.ts";

/** A secondary range of the VPC. */
export interface PlannedRange {
  readonly name: string;
  readonly cidr: string;
}

/** A subnet with its logical name and all that its class decides. */
export interface DecidedSubnet extends PlannedSubnet {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Logical name of the secondary range that must be there first; absent inside the VPC's first range. */
  readonly rangeName?: string;
  /** Its place among the /64 ranges of the VPC; absent without dual stack. Range 0..255. */
  readonly ipv6RangeNumber?: number;
}

export function rangePlan(name: string, plan: NetworkPlan): readonly PlannedRange[] {
  return plan.secondaryCidrs.map((cidr) => ({ name: `${name}-range-${cidr.replace("/", "-")}`, cidr }));
}

export function subnetPlan(name: string, plan: NetworkPlan, dualStack: boolean): readonly DecidedSubnet[] {
  const ranges = rangePlan(name, plan);
  return plan.subnets.map((subnet) => {
    const range = ranges.find(({ cidr }) => contains(parseCidr(cidr), parseCidr(subnet.cidr)));
    return {
      ...subnet,
      name: `${name}-${subnet.key}`,
      tags: subnetTags(subnet.class, name),
      ...(range === undefined ? {} : { rangeName: range.name }),
      ...(dualStack ? { ipv6RangeNumber: ipv6RangeNumber(subnet.class, subnet.zone) } : {}),
    };
  });
}
