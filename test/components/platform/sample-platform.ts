import type { ClusterFacts } from "../../../components/cluster/cluster.ts";
import type { PlatformSettings } from "../../../components/platform/settings.ts";

export function sampleFacts(changes: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    id: "dev",
    kubernetes: "1.35",
    zones: ["eu-central-1a", "eu-central-1b"],
    storageClass: "gp3",
    loadBalancer: "aws-nlb",
    architectures: ["amd64"],
    serviceCidr: "172.20.0.0/16",
    networkPolicyEngine: "vpc-cni",
    identity: "pod-identity",
    ...changes,
  };
}

export function samplePlatform(changes: Partial<PlatformSettings> = {}): PlatformSettings {
  return {
    addOns: ["cert-manager", "gateway-api", "metrics-server", "traefik"],
    replicas: 2,
    dnsZone: "dev.eu-central.infra.lagoon.cloud",
    apiServerRanges: ["10.0.0.0/28", "10.0.0.16/28", "172.20.0.1/32"],
    nodeRanges: ["10.0.32.0/20", "10.0.48.0/20"],
    certificates: {
      email: "platform@lagoon.cloud",
      hostedZoneId: "Z0123456789ABCDEFGHIJ",
      awsRegion: "eu-central-1",
    },
    ...changes,
  };
}
