import { capacityFindings } from "../addresses/capacity.ts";
import { blockSize, parseCidr } from "../addresses/cidr.ts";
import { nodeZones } from "../addresses/zones.ts";
import type { Cluster, Fleet } from "../inventory.ts";
import { groupSurge, nodeGroups } from "../nodes/node-groups.ts";
import type { NodePool } from "../nodes/node-pool.ts";
import { nodePools } from "../nodes/node-pools.ts";
import { poolShares } from "../nodes/pool-shares.ts";
import { tenantNodes } from "../nodes/tenant-pools.ts";
import { networkPlan } from "../networks/network-plan.ts";
import { CAPACITIES, grantedVcpus, QUOTA_GROUPS, VCPU_QUOTAS, vcpuDemand } from "../nodes/vcpu-quotas.ts";
import type { UpgradeCheck } from "./check.ts";

/** Addresses that AWS keeps in each subnet, and interfaces that the running control plane may have in one. */
const TAKEN = 5 + 4;

/** Free addresses that an update of the control plane may need. @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html */
const UPDATE_NEEDS = 5;

/** Nodes that live beside those they replace: one of the system's, and those of each pool or group that go at a time. */
function surgeNodes(fleet: Fleet, cluster: Cluster): number {
  const pools = nodePools(fleet, cluster);
  const surges =
    cluster.nodes.autoscaler === "cluster-autoscaler"
      ? nodeGroups(pools, nodeZones(fleet, cluster)).map((group) => groupSurge(group, cluster.kind))
      : pools.flatMap(poolSurges);
  return surges.reduce((sum, surge) => sum + surge, 1);
}

/** Each of a pool's parts has a budget of its own, which Karpenter rounds up. @see https://karpenter.sh/docs/concepts/disruption/#nodepool-disruption-budgets */
function poolSurges(pool: NodePool): readonly number[] {
  return poolShares(pool).map(({ nodes }) => Math.ceil((nodes * pool.disruption.percent) / 100));
}

/** Addresses for the control plane's new interfaces, and for nodes beside those they replace. */
export function freeAddresses(fleet: Fleet, cluster: Cluster): UpgradeCheck {
  const name = "addresses";
  const { subnets } = networkPlan(fleet, cluster.id);
  if (cluster.network.mode === "existing")
    return {
      name,
      outcome: "not checked",
      detail: `others use this VPC, too${cluster.kind === "eks" ? "; EKS needs 5 free addresses in the cluster's subnets" : ""}`,
    };
  const tight = subnets.filter(
    (one) => one.class === "control-plane" && blockSize(parseCidr(one.cidr)) - TAKEN < UPDATE_NEEDS,
  );
  if (tight.length > 0) {
    const names = tight.map(({ key, cidr }) => `${key} ${cidr}`).join(", ");
    return {
      name,
      outcome: "blocked",
      detail: `the control plane needs ${UPDATE_NEEDS} free addresses in ${names}`,
    };
  }
  const surge = surgeNodes(fleet, cluster);
  const larger = { ...cluster, nodes: { ...cluster.nodes, max: cluster.nodes.max + surge } };
  const blocks = new Map(subnets.map(({ key, cidr }) => [key, parseCidr(cidr)]));
  const ofTenants = tenantNodes(fleet, cluster);
  const [finding] = capacityFindings(larger, blocks, ofTenants);
  const nodes = `${cluster.nodes.max} nodes${ofTenants === 0 ? "" : `, ${ofTenants} of tenants' own`}`;
  const wanted = `${nodes} and ${surge} beside them while they are replaced`;
  if (finding !== undefined)
    return { name, outcome: "blocked", detail: `${wanted}, but the network holds ${finding.expected}` };
  return { name, outcome: "ok", detail: `the network holds ${wanted}` };
}

/**
 * Processors for those nodes. What pools may launch holds for old and new nodes together, and managed groups count those
 * that an update adds, so the demand of a region's clusters is all that can run at once.
 */
export function surgeQuota(fleet: Fleet, cluster: Cluster): UpgradeCheck {
  const name = "surge quota";
  const region = fleet.regions.get(cluster.region);
  const clusters = [...fleet.clusters.values()].filter((one) => one.region === cluster.region);
  const demands = clusters.map((one) => vcpuDemand(fleet, one));
  const rows = CAPACITIES.flatMap((capacity) =>
    QUOTA_GROUPS.map((group) => ({
      wanted: demands.reduce((sum, demand) => sum + demand[capacity][group], 0),
      granted: region === undefined ? undefined : grantedVcpus(region, capacity, group),
      quota: VCPU_QUOTAS[capacity][group],
    })),
  ).filter(({ wanted }) => wanted > 0);
  const short = rows.filter(({ wanted, granted }) => granted !== undefined && granted < wanted);
  if (short.length > 0) {
    const texts = short.map(
      ({ wanted, granted, quota }) => `${quota.code} is ${granted}, and clusters may need ${wanted}`,
    );
    return { name, outcome: "blocked", detail: texts.join("; ") };
  }
  const unknown = rows.filter(({ granted }) => granted === undefined).map(({ quota }) => quota.code);
  if (unknown.length === 0)
    return { name, outcome: "ok", detail: "the region's quotas hold what its clusters may run" };
  const detail = `regions/${cluster.region}.yaml does not say what AWS grants of ${unknown.join(", ")} (vcpuQuotas)`;
  return { name, outcome: "not checked", detail };
}
