import type { SubnetClass } from "../../fleet/schema/cluster.ts";
import {
  INTERNAL_LOAD_BALANCER_TAG,
  KARPENTER_DISCOVERY_TAG,
  POD_SUBNET_TAG,
  PUBLIC_LOAD_BALANCER_TAG,
} from "../../fleet/vocabulary.ts";

/**
 * Tags by which controllers find the subnets of a class.
 *
 * Only one subnet per zone may carry a load-balancer role, or the controller picks one by its id: nodes, not pods.
 * Pods take addresses from their own subnets only, so that they never use up those of the nodes. The older
 * `kubernetes.io/cluster/<name>` is for VPCs that several clusters share, and no cluster here shares one.
 */
export function subnetTags(subnetClass: SubnetClass, clusterName: string): Readonly<Record<string, string>> {
  switch (subnetClass) {
    case "node":
      return {
        [INTERNAL_LOAD_BALANCER_TAG]: "1",
        [KARPENTER_DISCOVERY_TAG]: clusterName,
        [POD_SUBNET_TAG]: "0",
      };
    case "pod":
      return { [POD_SUBNET_TAG]: "1" };
    case "public":
      return { [PUBLIC_LOAD_BALANCER_TAG]: "1" };
    case "control-plane":
      return {};
  }
}
