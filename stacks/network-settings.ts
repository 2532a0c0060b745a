import type { NetworkSettings, SubnetTags } from "../components/network/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { networkPlan } from "../fleet/networks/network-plan.ts";
import { hasOverlay } from "../fleet/networks/overlay.ts";
import type { ExistingNetwork } from "../fleet/schema/networks.ts";
import { slaSettings } from "../fleet/sla.ts";
import { isKept } from "../fleet/upgrade/succession.ts";

/** Account, role and AWS region of a cluster; the loader has checked that all exist. */
export interface Place {
  readonly accountId: string;
  readonly role: string;
  readonly awsRegion: string;
}

export function placeOf(fleet: Fleet, cluster: Cluster): Place {
  const region = fleet.regions.get(cluster.region);
  const account = fleet.settings.accounts[region?.account ?? ""];
  if (region === undefined || account === undefined)
    throw new Error(`${cluster.id} has no region or account`);
  return { accountId: account.id, role: account.role, awsRegion: region.awsRegion };
}

/** What one cluster's network looks like: its entry, what its service level adds, and its ranges in the lock. */
export function networkSettings(fleet: Fleet, cluster: Cluster): NetworkSettings {
  const { accountId, awsRegion } = placeOf(fleet, cluster);
  const { adopt, id } = cluster;
  return { accountId, awsRegion, plan: networkPlan(fleet, id), adopt, ...networkChoices(fleet, cluster) };
}

type Choices = Omit<NetworkSettings, "accountId" | "awsRegion" | "plan" | "adopt">;

function networkChoices(fleet: Fleet, cluster: Cluster): Choices {
  const { network } = cluster;
  const { natGateways, flowLogRetentionDays, protect: isCostly } = slaSettings(cluster);
  const protect = isCostly || isKept(fleet, cluster);
  if (network.mode === "existing")
    return { natGateways, flowLogRetentionDays, protect, subnetTags: subnetTags(network) };
  if (network.mode === "external") throw new Error(`${cluster.id} stands in no network of AWS`);
  const { interfaceEndpoints, dualStack = false, ipFamily, networkAcls } = network;
  const pods = hasOverlay(cluster) ? { podOverlay: true } : { ipFamily };
  return { natGateways, flowLogRetentionDays, protect, interfaceEndpoints, dualStack, networkAcls, ...pods };
}

/** With custom networking the CNI is told its subnets, and looks for none. */
function subnetTags({ manageTags, customNetworking }: ExistingNetwork): SubnetTags {
  if (!manageTags) return "none";
  return customNetworking ? "load-balancers" : "all";
}
