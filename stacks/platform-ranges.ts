import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { networkPlan } from "../fleet/networks/network-plan.ts";
import { hasOverlay } from "../fleet/networks/overlay.ts";
import type { SubnetClass } from "../fleet/schema/networks.ts";
import { firstAddress } from "./first-address.ts";

/** Ranges that policies name, all of them known. */
export interface PlatformRanges {
  readonly apiServerRanges: readonly string[];
  readonly nodeRanges: readonly string[];
  readonly overlayRanges?: readonly string[];
}

/** Ranges that policies of add-ons name. */
export function platformRanges(fleet: Fleet, cluster: Cluster): PlatformRanges {
  const { subnets, cidr, serviceCidr } = networkPlan(fleet, cluster.id);
  const rangesOf = (wanted: SubnetClass): readonly string[] =>
    subnets.filter((subnet) => subnet.class === wanted).map((subnet) => subnet.cidr);
  const nodes = rangesOf("node");
  const overlay = overlayRange(fleet, cluster);
  return {
    // A policy engine may see the address of the Service or that of the control plane, so both are named.
    apiServerRanges: [
      ...controlPlaneRanges(cluster, { controlPlane: rangesOf("control-plane"), nodes, cidr }),
      firstAddress(serviceCidr),
    ],
    nodeRanges: nodes.length > 0 ? nodes : [cidr],
    ...(overlay === undefined ? {} : { overlayRanges: [overlay] }),
  };
}

interface Known {
  readonly controlPlane: readonly string[];
  readonly nodes: readonly string[];
  readonly cidr: string;
}

/** Servers of K3s are nodes. A network that was brought along may not say where its control plane is. */
function controlPlaneRanges({ kind, network }: Cluster, known: Known): readonly string[] {
  if (network.mode === "external" && network.apiServerCidrs.length > 0) return network.apiServerCidrs;
  if (known.controlPlane.length > 0) return known.controlPlane;
  return kind === "k3s" && known.nodes.length > 0 ? known.nodes : [known.cidr];
}

/**
 * Range in which machines have addresses of their own for talking to pods of other machines; undefined where they have
 * none. Which of them are servers is known to the cluster alone.
 */
function overlayRange(fleet: Fleet, cluster: Cluster): string | undefined {
  if (!hasOverlay(cluster) || cluster.attached?.networkPolicyEngine === "vpc-cni") return undefined;
  return fleet.lock.clusters[cluster.id]?.pods;
}
