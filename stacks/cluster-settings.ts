import type { AutoscalerSettings, EksSettings, KarpenterSettings } from "../components/cluster/settings.ts";
import { nodeZones } from "../fleet/addresses/zones.ts";
import { eksRelease } from "../fleet/upgrade/eks-catalog.ts";
import { cachedHosts } from "../fleet/charts/image-source.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { ipFamilyOf } from "../fleet/networks/ip-family.ts";
import { networkPlan, type PlannedSubnet } from "../fleet/networks/network-plan.ts";
import { maxPods } from "../fleet/nodes/max-pods.ts";
import { nodePools } from "../fleet/nodes/node-pools.ts";
import { systemNodes } from "../fleet/nodes/system-nodes.ts";
import { isPrivateOnly } from "../fleet/networks/private-only.ts";
import { slaSettings } from "../fleet/sla.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { clusterTags } from "../fleet/tags.ts";
import { layersOf } from "../fleet/upgrade/layers.ts";
import { apiAccess } from "./api-access.ts";
import { placeOf } from "./network-settings.ts";
import type { RunChoices } from "./run-choices.ts";

/** What one EKS cluster looks like: its entry, what its service level adds, and the versions of the catalog. */
export function eksSettings(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): EksSettings {
  const { accountId, awsRegion, role } = placeOf(fleet, cluster);
  const { serviceCidr, zones, subnets } = networkPlan(fleet, cluster.id);
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
    ipFamily: ipFamilyOf(cluster),
    zones: zones.map((zone) => `${awsRegion}${zone}`),
    ...podSettings(cluster, subnets),
    cachedRegistries: cachedHosts(fleet, cluster),
    access: apiAccess(fleet, cluster),
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

/** Where pods get their addresses, and who sees them. */
function podSettings(
  { network }: Cluster,
  subnets: readonly PlannedSubnet[],
): Pick<EksSettings, "podZones" | "excludeSnatCidrs"> {
  if (network.mode === "external") return { excludeSnatCidrs: [] };
  const { customNetworking, excludeSnatCidrs } = network;
  const pods = subnets.filter((subnet) => subnet.class === "pod");
  const podZones = customNetworking ? { podZones: pods.map((subnet) => subnet.availabilityZone) } : {};
  return { ...podZones, excludeSnatCidrs };
}

/** Two pods of what launches nodes, on as many of the nodes that it does not launch. */
function launcherReplicas(cluster: Cluster): number {
  return Math.min(2, systemNodes(cluster).count);
}

/** What Karpenter may launch, and how it is run. */
export function karpenterSettings(fleet: Fleet, cluster: Cluster): KarpenterSettings {
  return {
    pools: nodePools(fleet, cluster),
    nodeKubernetes: layersOf(fleet, cluster).nodes,
    isolatedVpc: isPrivateOnly(cluster),
    replicas: launcherReplicas(cluster),
    maxPods: maxPods(nodePools(fleet, cluster)),
  };
}

/** What Cluster Autoscaler may launch, and how it is run; it is that of the cluster's add-ons, which follow the control plane first. */
export function autoscalerSettings(fleet: Fleet, cluster: Cluster): AutoscalerSettings {
  return {
    zones: nodeZones(fleet, cluster),
    pools: nodePools(fleet, cluster),
    kubernetes: layersOf(fleet, cluster).addOns,
    replicas: launcherReplicas(cluster),
    maxNodes: cluster.nodes.max,
    unneededMinutes: slaSettings(cluster).consolidateAfterMinutes,
  };
}
