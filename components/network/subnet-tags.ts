import type { SubnetClass } from "../../fleet/schema/networks.ts";
import { KARPENTER_DISCOVERY_TAG } from "../../fleet/vocabulary.ts";
import { roleTags } from "../../fleet/vpc/role-tags.ts";

/**
 * Tags by which controllers find the subnets of a class.
 *
 * Only one subnet per zone may carry a load-balancer role, or the controller picks one by its id: nodes, not pods.
 * Pods take addresses from their own subnets only, so that they never use up those of the nodes. The older
 * `kubernetes.io/cluster/<name>` is for VPCs that several clusters share, and no cluster here shares one.
 */
export function subnetTags(subnetClass: SubnetClass, clusterName: string): Readonly<Record<string, string>> {
  const tags = roleTags(subnetClass, true);
  return subnetClass === "node" ? { ...tags, [KARPENTER_DISCOVERY_TAG]: clusterName } : tags;
}
