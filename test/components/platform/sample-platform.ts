import { output } from "@pulumi/pulumi";
import type { ClusterCloud, ClusterFacts } from "../../../components/cluster/cluster.ts";
import type { NameZone } from "../../../components/platform/ingress/certificates.ts";
import { addOns } from "../../../fleet/schema/add-ons.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { type PlatformLevel, slaSettings } from "../../../fleet/sla.ts";
import type { ObjectStore } from "../../../components/platform/object-store.ts";
import type { PlatformSettings } from "../../../components/platform/settings.ts";

/** What a service level in the middle buys. */
const SAMPLE_LEVEL: PlatformLevel = slaSettings({
  ...clusterSchema.parse({
    kind: "eks",
    region: "eu-central",
    environment: "development",
    sla: 2,
    kubernetes: "1.35",
  }),
  id: "dev",
}).platform;

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

export const SAMPLE_ZONE: NameZone = {
  provider: "route53",
  zoneId: "Z0123456789ABCDEFGHIJ",
  awsRegion: "eu-central-1",
};

/** Both buckets of a region. */
export const SAMPLE_STORES: NonNullable<PlatformSettings["stores"]> = {
  logs: sampleStore("logs"),
  backups: sampleStore("backups"),
};

function sampleStore(what: string): ObjectStore {
  return {
    bucket: `atoll-lagoon-eu-central-${what}-123456789012`,
    awsRegion: "eu-central-1",
    keyArn: "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
    keepDays: 365,
  };
}

/** A cloud behind a cluster. */
export const SAMPLE_CLOUD: ClusterCloud = {
  accountId: "111122223333",
  awsRegion: "eu-central-1",
  vpcId: output("vpc-0a1b2c3d4e5f60718"),
  tags: { "atoll:stack": "dev" },
};

export function samplePlatform(changes: Partial<PlatformSettings> = {}): PlatformSettings {
  return {
    choices: addOns.parse({}),
    level: SAMPLE_LEVEL,
    labels: { cluster: "dev", environment: "development", region: "eu-central" },
    runbooksUrl: "https://github.com/lagoon/fleet/blob/main/docs/runbooks",
    addOns: ["cert-manager", "gateway-api", "metrics-server", "traefik"],
    replicas: 2,
    stores: SAMPLE_STORES,
    dnsZone: "dev.eu-central.infra.lagoon.cloud",
    apiServerRanges: ["10.0.0.0/28", "10.0.0.16/28", "172.20.0.1/32"],
    nodeRanges: ["10.0.32.0/20", "10.0.48.0/20"],
    names: SAMPLE_ZONE,
    certificates: {
      email: "platform@lagoon.cloud",
      proofs: [{ below: "dev.eu-central.infra.lagoon.cloud", zone: SAMPLE_ZONE }],
    },
    ...changes,
  };
}
