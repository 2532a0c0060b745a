import type { EksSettings, KarpenterSettings } from "../../../components/cluster/settings.ts";
import { eksRelease } from "../../../fleet/eks-catalog.ts";

/** The cluster `dev` of a fleet with one runner network. */
export function sampleEks(changes: Partial<EksSettings> = {}): EksSettings {
  const { addOns, nodeRelease } = eksRelease("1.35");
  return {
    accountId: "210987654321",
    awsRegion: "eu-central-1",
    deployerRole: "deployer",
    kubernetes: "1.35",
    serviceCidr: "172.20.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b"],
    access: { mode: "runner-network", cidrs: ["10.255.0.0/20"] },
    addOns,
    nodeRelease,
    systemNodes: 2,
    logs: ["api", "audit", "authenticator"],
    logRetentionDays: 14,
    zonalShift: false,
    keyDeletionDays: 7,
    tags: { "atoll:stack": "dev" },
    ...changes,
  };
}

export function sampleKarpenter(changes: Partial<KarpenterSettings> = {}): KarpenterSettings {
  return {
    cpuLimit: 100,
    spotPercent: 0,
    isolatedVpc: false,
    consolidateAfterMinutes: 1,
    expireAfterHours: 168,
    freezes: [],
    imageAlias: "al2023@v20260930",
    replicas: 2,
    maxPods: 110,
    ...changes,
  };
}
