import type { ClusterFacts } from "../../../components/cluster/cluster.ts";
import type { TenantSettings } from "../../../components/tenant/settings.ts";

export const FACTS: ClusterFacts = {
  id: "dev",
  kubernetes: "1.35",
  zones: ["eu-central-1a", "eu-central-1b"],
  storageClass: "gp3",
  loadBalancer: "aws-nlb",
  architectures: ["amd64"],
  serviceCidr: "172.20.0.0/16",
  networkPolicyEngine: "vpc-cni",
  identity: "pod-identity",
};

/** A small pooled tenant, with the given fields instead. */
export function sampleSlice(changes: Partial<TenantSettings> = {}): TenantSettings {
  const tenant = changes.tenant ?? "acme";
  return {
    tenant,
    environment: "live",
    tier: "pooled",
    size: "small",
    developers: [`tenant:${tenant}:developers`],
    viewers: [`tenant:${tenant}:viewers`],
    ...changes,
  };
}
