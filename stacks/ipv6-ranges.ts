import type * as pulumi from "@pulumi/pulumi";
import type { EksCluster } from "../components/cluster/eks-cluster.ts";
import type { Network } from "../components/network/network.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { firstAddress } from "./first-address.ts";

export type Ipv6Ranges = Partial<Pick<PlatformSettings, "apiServerRanges" | "nodeRanges">>;

/**
 * Ranges that the platform's policies name where pods have IPv6 addresses: AWS gives them out, so that they are known
 * once the network and the cluster are there.
 */
export function ipv6Ranges(
  { ipv6Ranges: ranges }: Pick<Network, "ipv6Ranges">,
  { facts, serviceIpv6Cidr }: Pick<EksCluster, "facts" | "serviceIpv6Cidr">,
): Ipv6Ranges {
  if (facts.ipFamily !== "ipv6" || ranges === undefined) return {};
  const service: pulumi.Output<string> = serviceIpv6Cidr.apply(firstAddress);
  return { apiServerRanges: [...ranges["control-plane"], service], nodeRanges: ranges.node };
}
