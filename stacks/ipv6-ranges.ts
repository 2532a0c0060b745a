import type * as pulumi from "@pulumi/pulumi";
import ipaddr from "ipaddr.js";
import type { EksCluster } from "../components/cluster/eks-cluster.ts";
import type { Network } from "../components/network/network.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";

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

/** The Service of the API server always has the first address of the range. */
export function firstAddress(range: string): string {
  const [network] = ipaddr.IPv6.parseCIDR(range);
  const bytes = network.toByteArray();
  bytes[15] = (bytes[15] ?? 0) + 1;
  return `${new ipaddr.IPv6(bytes).toString()}/128`;
}
