import { USUAL_IP_FAMILY, type IpFamily } from "../../fleet/networks/ip-family.ts";

/**
 * Where controllers look names up that launch nodes: at the VPC, for CoreDNS may itself wait for a node. On IPv6 at
 * CoreDNS all the same, for it alone writes the IPv4 addresses of AWS as ones that pods reach; it is on the system nodes,
 * as they are.
 */
export function launcherDnsPolicy(family: IpFamily = USUAL_IP_FAMILY): "Default" | "ClusterFirst" {
  return family === "ipv6" ? "ClusterFirst" : "Default";
}
