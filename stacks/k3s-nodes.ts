import type { Provider } from "@pulumi/aws/provider.js";
import { K3sAutoscaler } from "../components/k3s/workers/k3s-autoscaler.ts";
import { K3sKarpenter } from "../components/k3s/workers/k3s-karpenter.ts";
import type { K3sNodeHome } from "../components/k3s/workers/node-home.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { k3sImage } from "../fleet/k3s/k3s-catalog.ts";
import type { Architecture } from "../fleet/nodes/node-pool.ts";
import { autoscalerSettings, karpenterSettings } from "./cluster-settings.ts";

/** Registers what launches the workers of a K3s cluster in AWS: one of two, as the cluster's entry says. */
export function deployK3sNodes(
  fleet: Fleet,
  cluster: Cluster,
  provider: Provider,
  home: K3sNodeHome,
): K3sAutoscaler | K3sKarpenter {
  const common = { provider, home, images: workerImages(cluster) };
  if (cluster.nodes.autoscaler === "cluster-autoscaler") {
    const settings = autoscalerSettings(fleet, cluster);
    return new K3sAutoscaler(`${cluster.id}-autoscaler`, { ...common, ...settings });
  }
  const { pools, replicas, isolatedVpc } = karpenterSettings(fleet, cluster);
  return new K3sKarpenter(`${cluster.id}-karpenter`, { ...common, pools, replicas, isolatedVpc });
}

/** The image that an entry names is that of all machines; the catalog has one for each processor. */
function workerImages({ k3s }: Cluster): Readonly<Record<Architecture, string>> {
  return { amd64: k3s.image ?? k3sImage("amd64"), arm64: k3s.image ?? k3sImage("arm64") };
}
