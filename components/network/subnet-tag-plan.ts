import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { roleTags } from "../../fleet/vpc/role-tags.ts";

/** One tag of a subnet that others made. */
export interface PlannedSubnetTag {
  readonly name: string;
  readonly subnetId: string;
  readonly key: string;
  readonly value: string;
}

/**
 * Tags that controllers read on subnets which are used as they are: those of load balancers, and those by which the CNI
 * finds subnets of pods, where it looks for them. Karpenter is told the subnets' ids, and needs none.
 */
export function subnetTagPlan(
  name: string,
  subnets: readonly PlannedSubnet[],
  findsPodSubnets: boolean,
): readonly PlannedSubnetTag[] {
  const hasPods = findsPodSubnets && subnets.some((subnet) => subnet.class === "pod");
  return subnets.flatMap(({ key: subnet, class: subnetClass, id }) =>
    Object.entries(roleTags(subnetClass, hasPods)).map(([key, value]) => ({
      name: `${name}-tag-${subnet}-${key.slice(key.lastIndexOf("/") + 1)}`,
      subnetId: id ?? "",
      key,
      value,
    })),
  );
}
