import type * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { Network } from "../components/network/network.ts";
import { associatePrivateZone } from "../components/network/private-zone.ts";
import type { TransitAttachment } from "../components/network/transit-attachment.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { isNetworkAlone } from "../fleet/networks/network-alone.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { clusterTags } from "../fleet/tags.ts";
import type { ClusterGround } from "./cluster-ground.ts";
import { deployEks, type EksOutputs } from "./eks-cluster.ts";
import { joinEndpointZones } from "./endpoint-zones.ts";
import { deployK3s, type K3sOutputs } from "./k3s-cluster.ts";
import { networkSettings, placeOf } from "./network-settings.ts";
import { deployOutside, type OutsideOutputs } from "./outside-cluster.ts";
import type { RunChoices } from "./run-choices.ts";
import { outputsOfStack } from "./stack-outputs.ts";
import { attachToGateway } from "./transit-attachment.ts";

/** What other stacks and people use of the stack of a cluster in AWS. */
export interface AwsClusterOutputs extends NetworkOutputs, Partial<EksOutputs>, K3sOutputs {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** Route table of the control plane's interfaces, for links; only of networks that atoll makes. */
  readonly isolatedRouteTableId?: pulumi.Output<string>;
  /** Group of all nodes, for links; only of clusters that atoll makes. */
  readonly nodeSecurityGroupId?: pulumi.Output<string>;
  /** Its attachment to the region's gateway, for links; only of clusters that ask for one. */
  readonly transitAttachmentId?: TransitAttachment["attachmentId"];
}

export type ClusterOutputs = AwsClusterOutputs | OutsideOutputs;

type NetworkOutputs = Pick<Network, "vpcId" | "subnetIds" | "privateRouteTableIds" | "egressAddresses">;

/** Registers one cluster: its network and itself where atoll makes them, its platform, and the tenants placed in it. */
export function deployCluster(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): ClusterOutputs {
  if (cluster.network.mode === "external") return deployOutside(fleet, cluster, choices);
  const provider = awsProvider("aws", { ...placeOf(fleet, cluster), tags: clusterTags(fleet, cluster) });
  const network = new Network(cluster.id, { provider, ...networkSettings(fleet, cluster) });
  const shared = regionNeeds(fleet, cluster).length === 0 ? undefined : outputsOfStack(cluster.region);
  const ground = { provider, network, ...(shared === undefined ? {} : { shared }) };
  const transit = attachToGateway(fleet, cluster, ground);
  joinPrivateZone(fleet, cluster, ground);
  const zones = joinEndpointZones(fleet, cluster, ground);
  const ways = [...network.ways, ...zones, ...(transit === undefined ? [] : [transit])];
  const { vpcId, subnetIds, privateRouteTableIds, isolatedRouteTableId, egressAddresses } = network;
  const shown = deployInside(fleet, cluster, { ...ground, ways }, choices);
  return {
    vpcId,
    subnetIds,
    privateRouteTableIds,
    ...(isolatedRouteTableId === undefined ? {} : { isolatedRouteTableId }),
    egressAddresses,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    ...(transit === undefined ? {} : { transitAttachmentId: transit.attachmentId }),
    ...shown,
  };
}

function deployInside(
  fleet: Fleet,
  cluster: Cluster,
  ground: ClusterGround,
  choices: RunChoices,
): Partial<EksOutputs> | K3sOutputs {
  if (isNetworkAlone(cluster)) return {};
  const deploy = cluster.kind === "k3s" ? deployK3s : deployEks;
  return deploy(fleet, cluster, ground, choices);
}

/** Names of the region's private zone are for its networks alone, so each of them says that it is one. */
function joinPrivateZone(fleet: Fleet, cluster: Cluster, { provider, network, shared }: ClusterGround): void {
  if (shared === undefined || !regionNeeds(fleet, cluster).includes("privateZoneId")) return;
  const { awsRegion } = placeOf(fleet, cluster);
  const zoneId = shared("privateZoneId");
  associatePrivateZone(`${cluster.id}-private-zone`, { provider, vpcId: network.vpcId, awsRegion, zoneId });
}
