import type { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { ClusterAutoscaler } from "../components/cluster/autoscaler/cluster-autoscaler.ts";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { EksCluster } from "../components/cluster/eks-cluster.ts";
import { Karpenter } from "../components/cluster/karpenter/karpenter.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import type { ClusterGround } from "./cluster-ground.ts";
import { autoscalerSettings, eksSettings, karpenterSettings } from "./cluster-settings.ts";
import { ipv6Ranges } from "./ipv6-ranges.ts";
import { mirrors } from "./platform-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { deployWorkloads, type WorkloadOutputs } from "./workloads.ts";

/** What an EKS cluster shows of itself. */
export interface EksOutputs extends WorkloadOutputs {
  /** What the cluster is called and found by. */
  readonly eks: Pick<EksCluster, "clusterName" | "endpoint" | "oidcIssuer" | "kubeconfig">;
  readonly nodeSecurityGroupId: EksCluster["nodeSecurityGroupId"];
}

/** Registers an EKS cluster, what launches its nodes, and its workloads. */
export function deployEks(
  fleet: Fleet,
  cluster: Cluster,
  ground: ClusterGround,
  choices: RunChoices,
): EksOutputs {
  const { provider, network } = ground;
  const { vpcId, subnetIds } = network;
  const settings = eksSettings(fleet, cluster, choices);
  const { ways = [] } = ground;
  const eks = new EksCluster(cluster.id, { provider, vpcId, subnetIds, ways, ...settings });
  if (cluster.cells !== undefined) eks.trustTokens();
  const nodes = deployNodes(fleet, cluster, provider, eks);
  const shown = deployWorkloads(fleet, cluster, withNodes(eks, nodes), {
    ...ground,
    ranges: ipv6Ranges(network, eks),
    ask: choices.asker?.(eks.kubeconfig),
  });
  const { clusterName, endpoint, oidcIssuer, kubeconfig, nodeSecurityGroupId } = eks;
  return { eks: { clusterName, endpoint, oidcIssuer, kubeconfig }, nodeSecurityGroupId, ...shown };
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
