import {
  CNI_EXTERNAL_SNAT,
  CNI_IPV4_EGRESS,
  CNI_POLICY_MODE,
  CNI_PREFIXES,
  CNI_WARM_PREFIXES,
  type EksAddOn,
} from "../../fleet/eks-vocabulary.ts";
import { WARM_PREFIXES } from "../../fleet/nodes/node-facts.ts";
import { canonicalJson } from "./canonical-json.ts";
import { IPV6_COREFILE } from "./corefile.ts";
import { customNetworkValues, type CustomNetworkValues, type PodInterface } from "./custom-network-plan.ts";
import type { EksSettings } from "./settings.ts";

/**
 * Configuration of one add-on as EKS takes it: JSON with sorted keys, so that nothing changes unless something does.
 *
 * Pods find their subnets by tag, unless interfaces are named: one setting instead of an object per zone, and a network
 * that was brought along without pod subnets works with the same setting.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-subnet-selection.html
 */
export function addOnConfiguration(
  addOn: EksAddOn,
  settings: EksSettings,
  interfaces: readonly PodInterface[] = [],
): string | undefined {
  switch (addOn) {
    case "vpc-cni": {
      const isIpv6 = settings.ipFamily === "ipv6";
      const { env, ...custom } = isIpv6 ? { env: IPV6_ENV } : ipv4Values(settings, interfaces);
      return canonicalJson({
        ...custom,
        enableNetworkPolicy: "true",
        // Pods start closed, and not open until their policies have arrived.
        env: { ...env, [CNI_PREFIXES]: "true", [CNI_POLICY_MODE]: "strict" },
      });
    }
    case "coredns": {
      const corefile = settings.ipFamily === "ipv6" ? { corefile: IPV6_COREFILE } : {};
      return canonicalJson({ replicaCount: settings.systemNodes, ...corefile });
    }
    case "aws-ebs-csi-driver":
      return canonicalJson({ controller: { extraVolumeTags: settings.tags } });
    case "kube-proxy":
    case "eks-pod-identity-agent":
      return undefined;
  }
}

function ipv4Values(settings: EksSettings, interfaces: readonly PodInterface[]): CustomNetworkValues {
  const { env, ...custom } = customNetworkValues(settings, interfaces);
  return {
    ...custom,
    env: {
      ...env,
      [CNI_WARM_PREFIXES]: String(WARM_PREFIXES),
      // What leaves the VPC has the node's address: unrouted pod ranges are unknown beyond it.
      [CNI_EXTERNAL_SNAT]: "false",
    },
  };
}

/**
 * On IPv6 a node has one prefix with more addresses than it ever needs, so that nothing is kept warm or looked for. That
 * the family is IPv6 is said by the cluster: the add-on takes no word about it.
 *
 * Pods get no IPv4 beside it, which AWS would give them by default: it comes by a second interface, and network policies
 * are not enforced there.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html
 */
const IPV6_ENV: CustomNetworkValues["env"] = { [CNI_IPV4_EGRESS]: "false" };
