import type { EksAccess, EksSettings, KarpenterSettings } from "../components/cluster/settings.ts";
import { eksRelease } from "../fleet/eks-catalog.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { networkPlan } from "../fleet/network-plan.ts";
import { MAX_PODS } from "../fleet/node-facts.ts";
import { nodePools } from "../fleet/node-pools.ts";
import { slaSettings } from "../fleet/sla.ts";
import { isKept } from "../fleet/succession.ts";
import { clusterTags } from "../fleet/tags.ts";
import { layersOf } from "../fleet/upgrade/layers.ts";
import { placeOf } from "./network-settings.ts";
import type { RunChoices } from "./run-choices.ts";

/** What one EKS cluster looks like: its entry, what its service level adds, and the versions of the catalog. */
export function eksSettings(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): EksSettings {
  const { accountId, awsRegion, role } = placeOf(fleet, cluster);
  const { serviceCidr, zones } = networkPlan(fleet, cluster.id);
  const layers = layersOf(fleet, cluster);
  const level = slaSettings(cluster);
  return {
    accountId,
    awsRegion,
    deployerRole: role,
    kubernetes: layers.controlPlane,
    nodeKubernetes: layers.nodes,
    workloadKubernetes: layers.workloads,
    serviceCidr,
    zones: zones.map((zone) => `${awsRegion}${zone}`),
    access: eksAccess(fleet, cluster),
    adminRoles: cluster.accessRoles.admins,
    viewerRoles: cluster.accessRoles.viewers,
    addOns: eksRelease(layers.addOns).addOns,
    nodeRelease: eksRelease(layers.nodes).nodeRelease,
    systemNodes: level.systemNodes,
    logs: level.controlPlaneLogs,
    logRetentionDays: level.controlPlaneLogRetentionDays,
    zonalShift: level.zonalShift,
    keyDeletionDays: level.keyDeletionDays,
    protect: level.protect || isKept(fleet, cluster),
    tags: clusterTags(fleet, cluster),
    ...(choices.patchForce === undefined ? {} : { patchForce: choices.patchForce }),
  };
}

function eksAccess({ settings }: Fleet, { access }: Cluster): EksAccess {
  if (access.mode === "public-list") return access;
  return { ...access, cidrs: access.cidrs ?? settings.runners?.cidrs ?? [] };
}

/** What Karpenter may launch, and how it is run. */
export function karpenterSettings(fleet: Fleet, cluster: Cluster): KarpenterSettings {
  return {
    pools: nodePools(fleet, cluster),
    nodeKubernetes: layersOf(fleet, cluster).nodes,
    isolatedVpc: cluster.network.mode === "create" && cluster.network.egress === "private-only",
    replicas: 2,
    maxPods: MAX_PODS,
  };
}
