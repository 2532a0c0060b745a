import { CONTROL_PLANE_LOGS, type ControlPlaneLog } from "./eks-vocabulary.ts";
import type { Cluster } from "./inventory.ts";
import type { Freeze } from "./schema/nodes.ts";

/** What a service level buys of the platform, beside the pods of each workload. */
export interface PlatformLevel {
  /** Metrics in one store, or in a cluster of stores that survives the loss of one. */
  readonly metrics: "single" | "cluster";
  /** Days that metrics are kept. Range 1..3650. */
  readonly metricsRetentionDays: number;
  /** Size of each volume with metrics. Range 1..16384. */
  readonly metricsGib: number;
  /** Logs by one program, or by one for each of its parts. */
  readonly logs: "single" | "distributed";
  /** Days that logs are kept. Range 1..3650. */
  readonly logsRetentionDays: number;
  /** Days that traces are kept. Range 1..365. */
  readonly tracesRetentionDays: number;
  /** Controllers of Argo CD among which clusters are divided. Range 1..5. */
  readonly argoShards: number;
  /** Days that daily backups are kept. Range 1..3650. */
  readonly backupKeepDays: number;
  /** Hours between two backups of volumes that hold data. Range 1..24. */
  readonly backupEveryHours: number;
}

/** What a service level buys, as named settings; the inventory may override each. */
export interface SlaSettings {
  /** Number of availability zones that the cluster spans. Range 2..6, the most that a region of AWS has. */
  readonly zones: number;
  /** Servers of a K3s cluster: an odd number, in as many zones. Range 1..7. */
  readonly k3sServers: number;
  /** NAT gateways: none where no way leads out, one for the cluster, or one per zone. */
  readonly natGateways: "none" | "one" | "per-zone";
  /** Days that VPC flow logs are kept. Range 1..3653. */
  readonly flowLogRetentionDays: number;
  /** Pods of each platform workload that can have several, on as many nodes. Range 1..5. */
  readonly platformReplicas: number;
  /** Pods that each stateless workload of a tenant has at least, for the loss of one of its zones; 1 asks for nothing. Range 1..3. */
  readonly tenantReplicas: number;
  /** Whether resources that cannot be had again refuse deletion. */
  readonly protect: boolean;
  /** Logs that the control plane writes. */
  readonly controlPlaneLogs: readonly ControlPlaneLog[];
  /** Days that they are kept. Range 1..3653. */
  readonly controlPlaneLogRetentionDays: number;
  /** Whether traffic may be moved out of a failing zone. */
  readonly zonalShift: boolean;
  /** Days in which a key that is to be deleted can still be kept. Range 7..30. */
  readonly keyDeletionDays: number;
  /** Nodes of the managed group, for what must run before any other node. Range 2..9. */
  readonly systemNodes: number;
  /** Minutes without a change after which a launched node may be consolidated. Range 0..1440. */
  readonly consolidateAfterMinutes: number;
  /** Hours after which a launched node is replaced, whatever runs on it. Range 1..8760. */
  readonly expireAfterHours: number;
  /** When launched nodes are neither consolidated nor replaced by drift. */
  readonly freezes: readonly Freeze[];
  /** What it buys of the platform. */
  readonly platform: PlatformLevel;
}

const BASE_LOGS = ["api", "audit", "authenticator"] as const;

/** Working hours, in UTC. @see https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets */
const WORKING_HOURS: Freeze = { schedule: "0 9 * * mon-fri", hours: 8 };

/**
 * The one table behind `sla`. EKS needs two zones; a service level of 2 or more survives the loss of one out of three.
 * Retention follows the control-plane logs: 14 days outside production, 90 in it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const SLA: Readonly<Record<1 | 2 | 3, SlaSettings>> = {
  1: {
    zones: 2,
    k3sServers: 1,
    natGateways: "one",
    flowLogRetentionDays: 14,
    platformReplicas: 1,
    tenantReplicas: 1,
    protect: false,
    controlPlaneLogs: BASE_LOGS,
    controlPlaneLogRetentionDays: 14,
    zonalShift: false,
    keyDeletionDays: 7,
    systemNodes: 2,
    consolidateAfterMinutes: 1,
    expireAfterHours: 168,
    freezes: [],
    platform: {
      metrics: "single",
      metricsRetentionDays: 14,
      metricsGib: 20,
      logs: "single",
      logsRetentionDays: 7,
      tracesRetentionDays: 3,
      argoShards: 1,
      backupKeepDays: 7,
      backupEveryHours: 24,
    },
  },
  2: {
    zones: 3,
    k3sServers: 3,
    natGateways: "one",
    flowLogRetentionDays: 30,
    platformReplicas: 2,
    tenantReplicas: 3,
    protect: true,
    controlPlaneLogs: BASE_LOGS,
    controlPlaneLogRetentionDays: 30,
    zonalShift: true,
    keyDeletionDays: 30,
    systemNodes: 2,
    consolidateAfterMinutes: 1,
    expireAfterHours: 336,
    freezes: [],
    platform: {
      metrics: "single",
      metricsRetentionDays: 30,
      metricsGib: 50,
      logs: "single",
      logsRetentionDays: 30,
      tracesRetentionDays: 7,
      argoShards: 1,
      backupKeepDays: 30,
      backupEveryHours: 6,
    },
  },
  3: {
    zones: 3,
    k3sServers: 3,
    natGateways: "per-zone",
    flowLogRetentionDays: 90,
    platformReplicas: 3,
    tenantReplicas: 3,
    protect: true,
    controlPlaneLogs: CONTROL_PLANE_LOGS,
    controlPlaneLogRetentionDays: 90,
    zonalShift: true,
    keyDeletionDays: 30,
    systemNodes: 3,
    consolidateAfterMinutes: 5,
    expireAfterHours: 336,
    freezes: [WORKING_HOURS],
    platform: {
      metrics: "cluster",
      metricsRetentionDays: 90,
      metricsGib: 100,
      logs: "distributed",
      logsRetentionDays: 90,
      tracesRetentionDays: 14,
      argoShards: 2,
      backupKeepDays: 30,
      backupEveryHours: 1,
    },
  },
};

/**
 * Settings of one cluster: its service level, then what its entry overrides. A retiring cluster protects nothing, and a
 * network without a way out, or one that exists already, gets no NAT gateway.
 */
export function slaSettings(cluster: Cluster): SlaSettings {
  const base = SLA[cluster.sla];
  const { network, nodes, controlPlane } = cluster;
  const settings: SlaSettings = {
    ...base,
    k3sServers: cluster.k3s.servers ?? base.k3sServers,
    platformReplicas: cluster.platformReplicas ?? base.platformReplicas,
    protect: (cluster.protect ?? base.protect) && cluster.lifecycle !== "retiring",
    controlPlaneLogs: controlPlane.logs ?? base.controlPlaneLogs,
    controlPlaneLogRetentionDays: controlPlane.logRetentionDays ?? base.controlPlaneLogRetentionDays,
    zonalShift: controlPlane.zonalShift ?? base.zonalShift,
    systemNodes: nodes.system ?? base.systemNodes,
    freezes: nodes.freeze ?? base.freezes,
  };
  if (network.mode !== "create") return { ...settings, natGateways: "none" };
  return {
    ...settings,
    zones: cluster.zones?.length ?? base.zones,
    natGateways: network.egress === "private-only" ? "none" : (network.natGateways ?? base.natGateways),
    flowLogRetentionDays: network.flowLogRetentionDays ?? base.flowLogRetentionDays,
  };
}

/**
 * Whether the rules demand protection: of what lives at the highest service level whatever its entry says, and else of
 * what its own settings protect. Nothing is demanded of what retires.
 */
export function mustProtect(cluster: Cluster): boolean {
  if (cluster.lifecycle === "retiring") return false;
  return cluster.sla === 3 || slaSettings(cluster).protect;
}
