import type { SubnetClass } from "../schema/networks.ts";
import { INTERNAL_LOAD_BALANCER_TAG, POD_SUBNET_TAG, PUBLIC_LOAD_BALANCER_TAG } from "../vocabulary.ts";

/**
 * Tags that say to controllers what a subnet is for. The node subnet keeps pods out where they have subnets of their
 * own, and must not do so anywhere else.
 *
 * @param hasPodSubnets Whether the CNI finds subnets of pods by their tags.
 */
export function roleTags(subnetClass: SubnetClass, hasPodSubnets: boolean): Readonly<Record<string, string>> {
  switch (subnetClass) {
    case "node":
      return { [INTERNAL_LOAD_BALANCER_TAG]: "1", ...(hasPodSubnets ? { [POD_SUBNET_TAG]: "0" } : {}) };
    case "pod":
      return hasPodSubnets ? { [POD_SUBNET_TAG]: "1" } : {};
    case "public":
      return { [PUBLIC_LOAD_BALANCER_TAG]: "1" };
    case "control-plane":
      return {};
  }
}
