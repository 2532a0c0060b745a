import type { Provider } from "@pulumi/aws/provider.js";
import { awsProvider } from "../components/aws-provider.ts";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { EksCluster } from "../components/cluster/eks-cluster.ts";
import { Karpenter } from "../components/cluster/karpenter/karpenter.ts";
import { Network } from "../components/network/network.ts";
import { associatePrivateZone } from "../components/network/private-zone.ts";
import { Platform } from "../components/platform/platform.ts";
import { TenantSlice } from "../components/tenant/tenant-slice.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { regionNeeds } from "../fleet/region-needs.ts";
import { clusterTags } from "../fleet/tags.ts";
import { eksSettings, karpenterSettings } from "./cluster-settings.ts";
import { networkSettings, placeOf } from "./network-settings.ts";
import { platformSettings } from "./platform-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { outputsOfStack, type ShownOutput } from "./stack-outputs.ts";
import { tenantSlices } from "./tenant-settings.ts";
import { attachToGateway } from "./transit-attachment.ts";

/** What other stacks and people use of a cluster's stack. */
export interface ClusterOutputs extends NetworkOutputs {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** What the cluster itself is called and found by; only of clusters that atoll makes. */
  readonly eks?: EksOutputs;
  /** Group of all nodes, for links; only of clusters that atoll makes. */
  readonly nodeSecurityGroupId?: EksCluster["nodeSecurityGroupId"];
}

type NetworkOutputs = Pick<Network, "vpcId" | "subnetIds" | "privateRouteTableIds" | "egressAddresses">;

/** Registers one cluster: its network, and for `kind: eks` the cluster, its platform and the tenants placed in it. */
export function deployCluster(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): ClusterOutputs {
  const provider = awsProvider("aws", { ...placeOf(fleet, cluster), tags: clusterTags(fleet, cluster) });
  const network = new Network(cluster.id, { provider, ...networkSettings(fleet, cluster) });
  const shared = regionNeeds(fleet, cluster).length === 0 ? undefined : outputsOfStack(cluster.region);
  const ground = { provider, network, ...(shared === undefined ? {} : { shared }) };
  attachToGateway(fleet, cluster, ground);
  joinPrivateZone(fleet, cluster, ground);
  const { vpcId, subnetIds, privateRouteTableIds, egressAddresses } = network;
  const eks = cluster.kind === "eks" ? deployEks(fleet, cluster, ground, choices) : undefined;
  return {
    vpcId,
    subnetIds,
    privateRouteTableIds,
    egressAddresses,
    dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id),
    ...(eks === undefined ? {} : { eks: outputsOf(eks), nodeSecurityGroupId: eks.nodeSecurityGroupId }),
  };
}

interface Ground {
  readonly provider: Provider;
  readonly network: Network;
  /** What the region's stack shows; absent where the cluster needs nothing of it. */
  readonly shared?: ShownOutput;
}

/** Names of the region's private zone are for its networks alone, so each of them says that it is one. */
function joinPrivateZone(fleet: Fleet, cluster: Cluster, { provider, network, shared }: Ground): void {
  if (shared === undefined || !regionNeeds(fleet, cluster).includes("privateZoneId")) return;
  const { awsRegion } = placeOf(fleet, cluster);
  const zoneId = shared("privateZoneId");
  associatePrivateZone(`${cluster.id}-private-zone`, { provider, vpcId: network.vpcId, awsRegion, zoneId });
}

function deployEks(
  fleet: Fleet,
  cluster: Cluster,
  { provider, network, shared }: Ground,
  choices: RunChoices,
): EksCluster {
  const { vpcId, subnetIds } = network;
  const settings = eksSettings(fleet, cluster, choices);
  const eks = new EksCluster(cluster.id, { provider, vpcId, subnetIds, ...settings });
  const { charts, images } = fleet.settings.mirrors;
  const karpenter = new Karpenter(`${cluster.id}-karpenter`, {
    provider,
    cluster: eks,
    ...karpenterSettings(fleet, cluster),
    ...(charts === undefined ? {} : { chartMirror: charts }),
    ...(images === undefined ? {} : { imageMirror: images }),
  });
  deployWorkloads(fleet, cluster, withNodes(eks, karpenter), shared);
  return eks;
}

/** The cluster as its workloads need it: ordinary pods run on launched nodes, so those must be possible first. */
function withNodes(eks: EksCluster, { ready }: Karpenter): ReadyCluster {
  const { provider, facts, cloud } = eks;
  return { provider, facts, cloud, ready, grantIdentity: (...subject) => eks.grantIdentity(...subject) };
}

/** What a cluster carries, whatever kind it is. A tenant waits for nodes, not for add-ons, so that one that fails holds up no customer. */
function deployWorkloads(
  fleet: Fleet,
  cluster: Cluster,
  ready: ReadyCluster,
  shared: ShownOutput | undefined,
): void {
  new Platform(cluster.id, { cluster: ready, ...platformSettings(fleet, cluster, shared) });
  for (const { name, settings } of tenantSlices(fleet, cluster))
    new TenantSlice(name, { cluster: ready, ...settings });
}

type EksOutputs = Pick<EksCluster, "clusterName" | "endpoint" | "oidcIssuer" | "kubeconfig">;

function outputsOf({ clusterName, endpoint, oidcIssuer, kubeconfig }: EksCluster): EksOutputs {
  return { clusterName, endpoint, oidcIssuer, kubeconfig };
}
