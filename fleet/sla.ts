import type { Cluster } from "./inventory.ts";

/** What a service level buys, as named settings; the inventory may override each. */
export interface SlaSettings {
  /** Number of availability zones that the cluster spans. Range 2..6, the most that a region of AWS has. */
  readonly zones: number;
  /** NAT gateways: none where no way leads out, one for the cluster, or one per zone. */
  readonly natGateways: "none" | "one" | "per-zone";
  /** Days that VPC flow logs are kept. Range 1..3653. */
  readonly flowLogRetentionDays: number;
  /** Whether resources that cannot be had again refuse deletion. */
  readonly protect: boolean;
}

/**
 * The one table behind `sla`. EKS needs two zones; a service level of 2 or more survives the loss of one out of three.
 * Retention follows the control-plane logs: 14 days outside production, 90 in it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const SLA: Readonly<Record<1 | 2 | 3, SlaSettings>> = {
  1: { zones: 2, natGateways: "one", flowLogRetentionDays: 14, protect: false },
  2: { zones: 3, natGateways: "one", flowLogRetentionDays: 30, protect: true },
  3: { zones: 3, natGateways: "per-zone", flowLogRetentionDays: 90, protect: true },
};

/**
 * Settings of one cluster: its service level, then what its entry overrides. A retiring cluster protects nothing, and a
 * network without a way out, or one that exists already, gets no NAT gateway.
 */
export function slaSettings(cluster: Cluster): SlaSettings {
  const base = SLA[cluster.sla];
  const protect = (cluster.protect ?? base.protect) && cluster.lifecycle !== "retiring";
  const { network } = cluster;
  if (network.mode === "existing") return { ...base, natGateways: "none", protect };
  return {
    zones: cluster.zones?.length ?? base.zones,
    natGateways: network.egress === "private-only" ? "none" : (network.natGateways ?? base.natGateways),
    flowLogRetentionDays: network.flowLogRetentionDays ?? base.flowLogRetentionDays,
    protect,
  };
}
