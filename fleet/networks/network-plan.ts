import { wantedSubnets } from "../addresses/demand.ts";
import { clusterZones } from "../addresses/zones.ts";
import type { Cluster, Fleet } from "../inventory.ts";
import { hasOverlay } from "./overlay.ts";
import type { SubnetClass } from "../schema/networks.ts";

export interface PlannedSubnet {
  /** `<class>-<zone>`, such as node-a: the key in names, tags and the lock. */
  readonly key: string;
  readonly class: SubnetClass;
  /** Zone letter, such as a. */
  readonly zone: string;
  /** Availability zone name, such as eu-central-1a. */
  readonly availabilityZone: string;
  readonly cidr: string;
  /** Cloud id of a subnet that exists already. */
  readonly id?: string;
}

/** Everything the network component needs to know about one cluster, decided before any resource is registered. */
export interface NetworkPlan {
  /** Id of the VPC that exists already; absent when atoll creates it. */
  readonly vpcId?: string;
  readonly cidr: string;
  /** Secondary ranges of the VPC: the unrouted pod range, if any. */
  readonly secondaryCidrs: readonly string[];
  readonly serviceCidr: string;
  /** Zone letters in alphabetical order. */
  readonly zones: readonly string[];
  /** Ordered by key. */
  readonly subnets: readonly PlannedSubnet[];
}

/** Whether nodes or pods live in a subnet: those of one zone share a private route table. */
export function isPrivate(subnet: PlannedSubnet): boolean {
  return subnet.class === "node" || subnet.class === "pod";
}

/** Letters of the zones that have a private route table, in order. */
export function privateZones({ subnets }: Pick<NetworkPlan, "subnets">): readonly string[] {
  return [...new Set(subnets.filter(isPrivate).map(({ zone }) => zone))].sort();
}

/** Whether the control plane's interfaces have subnets of their own, which share a route table. */
export function hasControlPlaneSubnets({ subnets }: Pick<NetworkPlan, "subnets">): boolean {
  return subnets.some((subnet) => subnet.class === "control-plane");
}

/** The network of one cluster, read from the lock. The fleet must have passed `addressFindings`. */
export function networkPlan(fleet: Fleet, clusterId: string): NetworkPlan {
  const cluster = fleet.clusters.get(clusterId);
  const locked = fleet.lock.clusters[clusterId];
  if (cluster === undefined || locked === undefined)
    throw new Error(`${clusterId} is not in the fleet and its lock`);
  const { network } = cluster;
  const shared = { cidr: locked.block, serviceCidr: locked.services, zones: clusterZones(fleet, cluster) };
  const subnets = subnetKeys(fleet, cluster).map((key): PlannedSubnet => {
    const zone = key.slice(key.lastIndexOf("-") + 1);
    const cidr = locked.subnets[key];
    if (cidr === undefined) throw new Error(`the lock has no range for ${clusterId} ${key}`);
    const id = network.mode === "existing" ? network.subnets[key]?.id : undefined;
    return {
      key,
      class: key.slice(0, key.lastIndexOf("-")) as SubnetClass,
      zone,
      availabilityZone: `${fleet.regions.get(cluster.region)?.awsRegion ?? ""}${zone}`,
      cidr,
      ...(id === undefined ? {} : { id }),
    };
  });
  if (network.mode === "existing") return { ...shared, vpcId: network.vpcId, secondaryCidrs: [], subnets };
  const secondaryCidrs = locked.pods === undefined || hasOverlay(cluster) ? [] : [locked.pods];
  return { ...shared, secondaryCidrs, subnets };
}

function subnetKeys(fleet: Fleet, cluster: Cluster): readonly string[] {
  const { network } = cluster;
  if (network.mode === "existing") return Object.keys(network.subnets).sort();
  if (network.mode === "external") return [];
  return wantedSubnets({ ...cluster, network }, clusterZones(fleet, cluster))
    .map(({ key }) => key)
    .sort();
}
