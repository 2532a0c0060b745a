import {
  CNI_EXTERNAL_SNAT,
  CNI_POLICY_MODE,
  CNI_PREFIXES,
  CNI_SUBNET_DISCOVERY,
  CNI_WARM_PREFIXES,
  type EksAddOn,
} from "../../fleet/eks-vocabulary.ts";
import { WARM_PREFIXES } from "../../fleet/node-facts.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { EksSettings } from "./settings.ts";

/**
 * Configuration of one add-on as EKS takes it: JSON with sorted keys, so that nothing changes unless something does.
 *
 * Pods find their subnets by tag and not through custom networking: one setting instead of an object per zone, the
 * first interface of a node stays in use, pods have the security group of their node, and a network that was brought
 * along without pod subnets works with the same setting.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-subnet-selection.html
 */
export function addOnConfiguration(addOn: EksAddOn, settings: EksSettings): string | undefined {
  switch (addOn) {
    case "vpc-cni":
      return canonicalJson({
        enableNetworkPolicy: "true",
        env: {
          [CNI_PREFIXES]: "true",
          [CNI_WARM_PREFIXES]: String(WARM_PREFIXES),
          [CNI_SUBNET_DISCOVERY]: "true",
          // What leaves the VPC has the node's address: unrouted pod ranges are unknown beyond it.
          [CNI_EXTERNAL_SNAT]: "false",
          // Pods start closed, and not open until their policies have arrived.
          [CNI_POLICY_MODE]: "strict",
        },
      });
    case "coredns":
      return canonicalJson({ replicaCount: settings.systemNodes });
    case "aws-ebs-csi-driver":
      return canonicalJson({ controller: { extraVolumeTags: settings.tags } });
    case "kube-proxy":
    case "eks-pod-identity-agent":
      return undefined;
  }
}
