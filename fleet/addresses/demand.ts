import type { Cluster } from "../inventory.ts";
import { hasOverlay } from "../networks/overlay.ts";
import type { CreatedNetwork, SubnetClass } from "../schema/networks.ts";

/** Netmask lengths of one cluster's subnets, one subnet per class and zone. */
export interface SubnetSizes {
  readonly node: number;
  readonly pod: number;
  readonly public: number;
  readonly controlPlane: number;
}

/** AWS accepts subnets from /16 to /28. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const SMALLEST_SUBNET = 28;

/** Unrouted pod range of one cluster: the largest range AWS adds to a VPC. */
export const UNROUTED_PODS_NETMASK_LENGTH = 16;

/** Zones that share an unrouted pod range as /18; with more, each gets a /19. */
const ZONES_PER_LARGE_POD_SUBNET = 4;

/**
 * Sizes as fixed fractions of the cluster's block, so that every block size has the same shape.
 *
 * Pods inside the block: a /16 gives each zone a /22 for nodes, a /19 for pods, a /24 for load balancers and NAT, and a
 * /27 for the control plane's interfaces. Pods outside: the block is nearly all nodes, a quarter of it per zone, and a
 * /20 gives each zone a /22 for nodes, a /25 and a /28. Pods on IPv6: an eighth of the block per zone is for nodes, so
 * that even a /24 holds four zones, and a /20 gives each zone a /23 for nodes, a /26 and a /28.
 */
export function subnetSizes(network: CreatedNetwork, zones: number): SubnetSizes {
  const size = network.netmaskLength;
  const clamp = (length: number): number => Math.min(length, SMALLEST_SUBNET);
  if (network.ipFamily === "ipv6") {
    // The pod's length stands for a subnet that nobody wants.
    const lengths = { node: size + 3, pod: SMALLEST_SUBNET, public: size + 6, controlPlane: size + 8 };
    return {
      ...lengths,
      node: clamp(lengths.node),
      public: clamp(lengths.public),
      controlPlane: clamp(lengths.controlPlane),
    };
  }
  if (network.pods === "vpc") {
    return {
      node: clamp(size + 6),
      pod: clamp(size + 3),
      public: clamp(size + 8),
      controlPlane: clamp(size + 11),
    };
  }
  const pod = UNROUTED_PODS_NETMASK_LENGTH + (zones > ZONES_PER_LARGE_POD_SUBNET ? 3 : 2);
  return { node: clamp(size + 2), pod, public: clamp(size + 5), controlPlane: SMALLEST_SUBNET };
}

/**
 * The part at the start of a block where node subnets go first: 10.N.0.0/20 of 10.N.0.0/16. Undefined when pods live
 * outside or on IPv6, for then nodes are all there is.
 */
export function nodeAreaNetmaskLength(network: CreatedNetwork): number | undefined {
  return network.pods === "vpc" && network.ipFamily === "ipv4" ? network.netmaskLength + 4 : undefined;
}

/** Classes in the order in which a new cluster's subnets are cut: large before small wastes least. */
const CUTTING_ORDER: readonly SubnetClass[] = ["node", "pod", "public", "control-plane"];

export interface WantedSubnet {
  /** `<class>-<zone>`. */
  readonly key: string;
  readonly class: SubnetClass;
  readonly zone: string;
  readonly netmaskLength: number;
}

/** A cluster whose network atoll makes. */
export type ClusterOnItsOwn = Pick<Cluster, "kind"> & { readonly network: CreatedNetwork };

/**
 * Every subnet a cluster needs in these zones. Public subnets exist only where there is a way out through them, those of
 * pods only where pods take IPv4 addresses of the VPC: on IPv6 the CNI takes them from the /64 of the node's own subnet,
 * and K3s has an overlay. Its control plane is among the nodes, too.
 */
export function wantedSubnets(cluster: ClusterOnItsOwn, zones: readonly string[]): readonly WantedSubnet[] {
  const { network } = cluster;
  const sizes = subnetSizes(network, zones.length);
  const length = { ...sizes, "control-plane": sizes.controlPlane };
  const isManaged = !hasOverlay(cluster);
  const wanted = { public: network.egress === "nat", pod: isManaged && network.ipFamily === "ipv4" };
  const all = { node: true, "control-plane": isManaged, ...wanted };
  return CUTTING_ORDER.filter((one) => all[one]).flatMap((one) =>
    zones.map((zone) => ({ key: `${one}-${zone}`, class: one, zone, netmaskLength: length[one] })),
  );
}
