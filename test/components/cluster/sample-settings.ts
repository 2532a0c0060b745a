import type {
  AutoscalerSettings,
  EksSettings,
  KarpenterSettings,
} from "../../../components/cluster/settings.ts";
import { eksRelease } from "../../../fleet/upgrade/eks-catalog.ts";
import type { NodePool } from "../../../fleet/nodes/node-pool.ts";

/** The cluster `dev` of a fleet with one runner network. */
export function sampleEks(changes: Partial<EksSettings> = {}): EksSettings {
  const { addOns, nodeRelease } = eksRelease("1.35");
  return {
    accountId: "210987654321",
    awsRegion: "eu-central-1",
    deployerRole: "deployer",
    kubernetes: "1.35",
    nodeKubernetes: "1.35",
    workloadKubernetes: "1.35",
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

/** The pool of a cluster whose entry names none, with 100 processors. */
export function samplePool(changes: Partial<NodePool> = {}): NodePool {
  return {
    name: "general",
    class: "general",
    nodes: 12,
    isNodeLimit: false,
    cpusPerNode: 8,
    cpuLimit: 100,
    memoryPerCpuGiB: 4,
    why: "nodes.cpuLimit",
    floor: { nodes: 0, times: [] },
    spotPercent: 0,
    machines: {
      categories: ["c", "m", "r"],
      oldestGeneration: 5,
      cpus: { least: 2, most: 32 },
      architectures: ["amd64"],
    },
    labels: {},
    taints: [],
    disruption: {
      percent: 10,
      consolidation: "Balanced",
      consolidateAfterMinutes: 1,
      expireAfterHours: 168,
      graceHours: 1,
      freezes: [],
    },
    ...changes,
  };
}

export function sampleKarpenter(changes: Partial<KarpenterSettings> = {}): KarpenterSettings {
  return {
    pools: [samplePool()],
    isolatedVpc: false,
    nodeKubernetes: "1.35",
    replicas: 2,
    maxPods: 110,
    ...changes,
  };
}

export function sampleAutoscaler(changes: Partial<AutoscalerSettings> = {}): AutoscalerSettings {
  return {
    zones: ["a", "b"],
    pools: [samplePool()],
    kubernetes: "1.35",
    replicas: 2,
    maxNodes: 14,
    unneededMinutes: 5,
    ...changes,
  };
}
