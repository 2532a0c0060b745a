import type { EksAccess, EksSettings, KarpenterSettings } from "../components/cluster/settings.ts";
import { eksRelease, NODE_IMAGE_ALIAS } from "../fleet/eks-catalog.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { networkPlan } from "../fleet/network-plan.ts";
import { MAX_PODS } from "../fleet/node-facts.ts";
import { slaSettings } from "../fleet/sla.ts";
import { clusterTags } from "../fleet/tags.ts";
import { placeOf } from "./network-settings.ts";
import type { RunChoices } from "./run-choices.ts";

/** Processors that a node of a network made for so many nodes has on average. */
const CPU_PER_NODE = 8;

/** What one EKS cluster looks like: its entry, what its service level adds, and the versions of the catalog. */
export function eksSettings(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): EksSettings {
  const { accountId, awsRegion, role } = placeOf(fleet, cluster);
  const { serviceCidr, zones } = networkPlan(fleet, cluster.id);
  const { addOns, nodeRelease } = eksRelease(cluster.kubernetes);
  const level = slaSettings(cluster);
  return {
    accountId,
    awsRegion,
    deployerRole: role,
    kubernetes: cluster.kubernetes,
    serviceCidr,
    zones: zones.map((zone) => `${awsRegion}${zone}`),
    access: eksAccess(fleet, cluster),
    adminRoles: cluster.accessRoles.admins,
    viewerRoles: cluster.accessRoles.viewers,
    addOns,
    nodeRelease,
    systemNodes: level.systemNodes,
    logs: level.controlPlaneLogs,
    logRetentionDays: level.controlPlaneLogRetentionDays,
    zonalShift: level.zonalShift,
    keyDeletionDays: level.keyDeletionDays,
    protect: level.protect,
    tags: clusterTags(fleet, cluster),
    ...(choices.patchForce === undefined ? {} : { patchForce: choices.patchForce }),
  };
}

function eksAccess({ settings }: Fleet, { access }: Cluster): EksAccess {
  if (access.mode === "public-list") return access;
  return { ...access, cidrs: access.cidrs ?? settings.runners?.cidrs ?? [] };
}

/** What Karpenter may launch: no more than the network was made for. */
export function karpenterSettings(cluster: Cluster): KarpenterSettings {
  const { systemNodes, consolidateAfterMinutes, expireAfterHours, freezes } = slaSettings(cluster);
  const { max, cpuLimit, spotPercent } = cluster.nodes;
  const launched = Math.max(1, max - systemNodes);
  return {
    cpuLimit: cpuLimit ?? launched * CPU_PER_NODE,
    spotPercent,
    consolidateAfterMinutes,
    expireAfterHours,
    freezes,
    imageAlias: NODE_IMAGE_ALIAS,
    isolatedVpc: cluster.network.mode === "create" && cluster.network.egress === "private-only",
    replicas: 2,
    maxPods: MAX_PODS,
  };
}
