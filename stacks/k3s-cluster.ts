import type * as pulumi from "@pulumi/pulumi";
import { K3sCluster } from "../components/k3s/k3s-cluster.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import type { ClusterGround } from "./cluster-ground.ts";
import { deployK3sNodes } from "./k3s-nodes.ts";
import { k3sSettings } from "./k3s-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { deployWorkloads, type WorkloadOutputs } from "./workloads.ts";

/** What a K3s cluster in AWS shows of itself. */
export interface K3sOutputs extends WorkloadOutputs {
  /** What the cluster is found by; the kubeconfig holds the key of the administrator, and is a secret. */
  readonly k3s?: Pick<K3sCluster, "endpoint" | "oidcIssuer" | "kubeconfig">;
  readonly nodeSecurityGroupId?: pulumi.Output<string>;
}

/** Registers a K3s cluster, what launches its workers, and its workloads. */
export function deployK3s(
  fleet: Fleet,
  cluster: Cluster,
  ground: ClusterGround,
  choices: RunChoices,
): K3sOutputs {
  const { provider, network, ways = [] } = ground;
  const { vpcId, subnetIds } = network;
  const settings = k3sSettings(fleet, cluster, choices);
  const k3s = new K3sCluster(cluster.id, { provider, vpcId, subnetIds, ways, ...settings });
  const nodes = deployK3sNodes(fleet, cluster, provider, k3s);
  // Ordinary pods run on launched nodes, so those must be possible first.
  const shown = deployWorkloads(fleet, cluster, k3s.withNodes(nodes.ready), {
    ...ground,
    ask: choices.asker?.(k3s.kubeconfig),
  });
  const { endpoint, oidcIssuer, kubeconfig, nodeSecurityGroupId } = k3s;
  return { k3s: { endpoint, oidcIssuer, kubeconfig }, nodeSecurityGroupId, ...shown };
}
