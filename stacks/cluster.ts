import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { ClusterAutoscaler } from "../components/cluster/autoscaler/cluster-autoscaler.ts";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { EksCluster } from "../components/cluster/eks-cluster.ts";
import { Karpenter } from "../components/cluster/karpenter/karpenter.ts";
import { Network } from "../components/network/network.ts";
import { associatePrivateZone } from "../components/network/private-zone.ts";
import type { TransitAttachment } from "../components/network/transit-attachment.ts";
import { Platform } from "../components/platform/platform.ts";
import { TenantSlice } from "../components/tenant/tenant-slice.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { clusterTags } from "../fleet/tags.ts";
import { autoscalerSettings, eksSettings, karpenterSettings } from "./cluster-settings.ts";
import { type Ipv6Ranges, ipv6Ranges } from "./ipv6-ranges.ts";
import { joinEndpointZones } from "./endpoint-zones.ts";
import { networkSettings, placeOf } from "./network-settings.ts";
import { mirrors, platformSettings } from "./platform-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { outputsOfStack, type ShownOutput } from "./stack-outputs.ts";
import { deployTenantRecords } from "./tenant-records.ts";
import { tenantSlices } from "./tenant-settings.ts";
import { attachToGateway } from "./transit-attachment.ts";

/** What other stacks and people use of a cluster's stack. */
export interface ClusterOutputs extends NetworkOutputs {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** What the cluster itself is called and found by; only of clusters that atoll makes. */
  readonly eks?: EksOutputs;
  /** Route table of the control plane's interfaces, for links; only of networks that atoll makes. */
  readonly isolatedRouteTableId?: pulumi.Output<string>;
  /** Group of all nodes, for links; only of clusters that atoll makes. */
  readonly nodeSecurityGroupId?: EksCluster["nodeSecurityGroupId"];
  /** Its attachment to the region's gateway, for links; only of clusters that ask for one. */
  readonly transitAttachmentId?: TransitAttachment["attachmentId"];
}

type NetworkOutputs = Pick<Network, "vpcId" | "subnetIds" | "privateRouteTableIds" | "egressAddresses">;

/** Registers one cluster: its network, and for `kind: eks` the cluster, its platform and the tenants placed in it. */
export function deployCluster(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): ClusterOutputs {
  const provider = awsProvider("aws", { ...placeOf(fleet, cluster), tags: clusterTags(fleet, cluster) });
  const network = new Network(cluster.id, { provider, ...networkSettings(fleet, cluster) });
  const shared = regionNeeds(fleet, cluster).length === 0 ? undefined : outputsOfStack(cluster.region);
  const ground = { provider, network, ...(shared === undefined ? {} : { shared }) };
  const transit = attachToGateway(fleet, cluster, ground);
  joinPrivateZone(fleet, cluster, ground);
  const zones = joinEndpointZones(fleet, cluster, ground);
  const ways = [...network.ways, ...zones, ...(transit === undefined ? [] : [transit])];
  const { vpcId, subnetIds, privateRouteTableIds, isolatedRouteTableId, egressAddresses } = network;
  const eks = cluster.kind === "eks" ? deployEks(fleet, cluster, { ...ground, ways }, choices) : undefined;
  return {
    vpcId,
    subnetIds,
    privateRouteTableIds,
    ...(isolatedRouteTableId === undefined ? {} : { isolatedRouteTableId }),
    egressAddresses,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    ...(transit === undefined ? {} : { transitAttachmentId: transit.attachmentId }),
    ...(eks === undefined ? {} : { eks: outputsOf(eks), nodeSecurityGroupId: eks.nodeSecurityGroupId }),
  };
}

interface Ground {
  readonly provider: Provider;
  readonly network: Network;
  /** What the region's stack shows; absent where the cluster needs nothing of it. */
  readonly shared?: ShownOutput;
  /** What leads into the network and out of it, the region's endpoints and the gateway included. */
  readonly ways?: readonly pulumi.Resource[];
}

/** Names of the region's private zone are for its networks alone, so each of them says that it is one. */
function joinPrivateZone(fleet: Fleet, cluster: Cluster, { provider, network, shared }: Ground): void {
  if (shared === undefined || !regionNeeds(fleet, cluster).includes("privateZoneId")) return;
  const { awsRegion } = placeOf(fleet, cluster);
  const zoneId = shared("privateZoneId");
  associatePrivateZone(`${cluster.id}-private-zone`, { provider, vpcId: network.vpcId, awsRegion, zoneId });
}

function deployEks(fleet: Fleet, cluster: Cluster, ground: Ground, choices: RunChoices): EksCluster {
  const { provider, network } = ground;
  const { vpcId, subnetIds } = network;
  const settings = eksSettings(fleet, cluster, choices);
  const { ways = [] } = ground;
  const eks = new EksCluster(cluster.id, { provider, vpcId, subnetIds, ways, ...settings });
  const nodes = deployNodes(fleet, cluster, provider, eks);
  deployWorkloads(fleet, cluster, withNodes(eks, nodes), { ...ground, ranges: ipv6Ranges(network, eks) });
  return eks;
}

/** What launches nodes for ordinary pods: one of two, as the cluster's entry says. */
function deployNodes(
  fleet: Fleet,
  cluster: Cluster,
  provider: Provider,
  eks: EksCluster,
): Karpenter | ClusterAutoscaler {
  const common = { provider, cluster: eks, ...mirrors(fleet, cluster) };
  if (cluster.nodes.autoscaler === "cluster-autoscaler") {
    const settings = autoscalerSettings(fleet, cluster);
    return new ClusterAutoscaler(`${cluster.id}-autoscaler`, { ...common, ...settings });
  }
  return new Karpenter(`${cluster.id}-karpenter`, { ...common, ...karpenterSettings(fleet, cluster) });
}

/** The cluster as its workloads need it: ordinary pods run on launched nodes, so those must be possible first. */
function withNodes(eks: EksCluster, { ready }: { readonly ready: readonly pulumi.Resource[] }): ReadyCluster {
  const { provider, facts, cloud } = eks;
  return { provider, facts, cloud, ready, grantIdentity: (...subject) => eks.grantIdentity(...subject) };
}

/** What a cluster carries, whatever kind it is. A tenant waits for nodes, not for add-ons, so that one that fails holds up no customer. */
function deployWorkloads(
  fleet: Fleet,
  cluster: Cluster,
  ready: ReadyCluster,
  { provider, shared, ranges }: Ground & { readonly ranges: Ipv6Ranges },
): void {
  const platform = new Platform(cluster.id, {
    cluster: ready,
    ...platformSettings(fleet, cluster, shared),
    ...ranges,
  });
  for (const { name, settings } of tenantSlices(fleet, cluster))
    new TenantSlice(name, { cluster: ready, ...settings });
  deployTenantRecords(fleet, cluster, { provider, after: platform.ready.get("traefik") ?? [] });
}

type EksOutputs = Pick<EksCluster, "clusterName" | "endpoint" | "oidcIssuer" | "kubeconfig">;

function outputsOf({ clusterName, endpoint, oidcIssuer, kubeconfig }: EksCluster): EksOutputs {
  return { clusterName, endpoint, oidcIssuer, kubeconfig };
}
