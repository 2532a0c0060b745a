import { awsProvider } from "../components/aws-provider.ts";
import { Network, type NetworkArgs } from "../components/network/network.ts";
import type { NatGateways } from "../components/network/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { networkPlan } from "../fleet/network-plan.ts";
import { slaSettings } from "../fleet/sla.ts";
import { clusterTags } from "../fleet/tags.ts";

/** What other stacks and people use of a cluster's stack. */
export interface ClusterOutputs extends Pick<Network, "vpcId" | "subnetIds" | "egressAddresses"> {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
}

/** Registers one cluster: today its network. */
export function deployCluster(fleet: Fleet, cluster: Cluster): ClusterOutputs {
  const { accountId, role, awsRegion } = placeOf(fleet, cluster);
  const provider = awsProvider("aws", { accountId, role, awsRegion, tags: clusterTags(fleet, cluster) });
  const network = new Network(cluster.id, {
    provider,
    accountId,
    awsRegion,
    plan: networkPlan(fleet, cluster.id),
    adopt: cluster.adopt,
    ...networkChoices(cluster),
  });
  const { vpcId, subnetIds, egressAddresses } = network;
  return {
    vpcId,
    subnetIds,
    egressAddresses,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
  };
}

interface Place {
  readonly accountId: string;
  readonly role: string;
  readonly awsRegion: string;
}

/** Account and region of a cluster; the loader has checked that both exist. */
function placeOf(fleet: Fleet, cluster: Cluster): Place {
  const region = fleet.regions.get(cluster.region);
  const account = fleet.settings.accounts[region?.account ?? ""];
  if (region === undefined || account === undefined)
    throw new Error(`${cluster.id} has no region or account`);
  return { accountId: account.id, role: account.role, awsRegion: region.awsRegion };
}

/** What the cluster's entry says about its network, with what its service level adds. */
function networkChoices({
  network,
  ...cluster
}: Cluster): Pick<
  NetworkArgs,
  "natGateways" | "flowLogRetentionDays" | "protect" | "interfaceEndpoints" | "dualStack" | "networkAcls"
> {
  const { natGateways, flowLogRetentionDays, protect } = slaSettings({ network, ...cluster });
  if (network.mode === "existing") return { natGateways: "none", flowLogRetentionDays, protect };
  const { egress, interfaceEndpoints, dualStack, networkAcls } = network;
  const ways: NatGateways = egress === "private-only" ? "none" : natGateways;
  return { natGateways: ways, flowLogRetentionDays, protect, interfaceEndpoints, dualStack, networkAcls };
}
