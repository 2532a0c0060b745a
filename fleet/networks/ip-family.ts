import type { Cluster } from "../inventory.ts";
import type { CreatedNetwork } from "../schema/networks.ts";
import type { LockedCluster } from "../schema/lock.ts";

/** Family of the addresses of pods and Services: EKS gives them one of the two, never both. */
export type IpFamily = "ipv4" | "ipv6";

/** Family of a cluster that says nothing, or whose network was brought along. */
export const USUAL_IP_FAMILY: IpFamily = "ipv4";

export function ipFamilyOf({ network }: Pick<Cluster, "network">): IpFamily {
  return network.mode === "create" ? network.ipFamily : USUAL_IP_FAMILY;
}

/** Whether a network has IPv6 ranges: because it asks for them, or because its pods live on them. */
export function hasIpv6({ dualStack, ipFamily }: Pick<CreatedNetwork, "dualStack" | "ipFamily">): boolean {
  return dualStack === true || ipFamily === "ipv6";
}

/** Family that a cluster was built with; locks of old, and those of IPv4 clusters, say nothing. */
export function lockedFamily({ ipFamily }: Pick<LockedCluster, "ipFamily">): IpFamily {
  return ipFamily ?? USUAL_IP_FAMILY;
}
