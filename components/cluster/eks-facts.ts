import { USUAL_IP_FAMILY } from "../../fleet/networks/ip-family.ts";
import type { ClusterFacts } from "./cluster.ts";
import type { EksSettings } from "./settings.ts";
import { STORAGE_CLASS } from "./system-objects.ts";

/** What is known of an EKS cluster before any of it is there. */
export function eksFacts(id: string, settings: EksSettings): ClusterFacts {
  const { workloadKubernetes, zones, serviceCidr, ipFamily = USUAL_IP_FAMILY } = settings;
  const isIpv4 = ipFamily === "ipv4";
  return {
    id,
    kubernetes: workloadKubernetes,
    zones,
    storageClass: STORAGE_CLASS,
    // The cloud controller of EKS hands on to IPv4 addresses of nodes, where a Service on IPv6 has no port.
    loadBalancer: isIpv4 ? "aws-nlb" : "none",
    architectures: ["amd64"],
    ...(isIpv4 ? { serviceCidr } : {}),
    ipFamily,
    networkPolicyEngine: "vpc-cni",
    identity: "pod-identity",
  };
}
