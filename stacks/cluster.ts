import { awsProvider } from "../components/aws-provider.ts";
import { Network } from "../components/network/network.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { clusterTags } from "../fleet/tags.ts";
import { networkSettings, placeOf } from "./network-settings.ts";

/** What other stacks and people use of a cluster's stack. */
export interface ClusterOutputs extends Pick<Network, "vpcId" | "subnetIds" | "egressAddresses"> {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
}

/** Registers one cluster: today its network. */
export function deployCluster(fleet: Fleet, cluster: Cluster): ClusterOutputs {
  const provider = awsProvider("aws", { ...placeOf(fleet, cluster), tags: clusterTags(fleet, cluster) });
  const network = new Network(cluster.id, { provider, ...networkSettings(fleet, cluster) });
  const { vpcId, subnetIds, egressAddresses } = network;
  return {
    vpcId,
    subnetIds,
    egressAddresses,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
  };
}
