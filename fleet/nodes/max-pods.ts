import { familyParts } from "./instance-families.ts";
import { MAX_PODS } from "./node-facts.ts";
import type { NodePool } from "./node-pool.ts";
import { BURSTABLE_CATEGORY } from "./workload-classes.ts";

/** What a machine has for its network. */
export interface MachineInterfaces {
  /** Network interfaces. Range 2..15. */
  readonly interfaces: number;
  /** IPv4 addresses of each. Range 2..50. */
  readonly addresses: number;
}

/** Addresses in a prefix, one of which takes the place of a single address. */
const PREFIX_ADDRESSES = 16;

/** Pods in the network of their node, which take no address: the CNI's own and kube-proxy. */
const HOST_PODS = 2;

/**
 * Pods for which a machine has addresses when its first interface has none for them: where pods have subnets of their
 * own, the CNI keeps them off the interface that stands in the node's.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html
 * @example podsOfMachine({ interfaces: 3, addresses: 10 }) // => 290
 */
export function podsOfMachine({ interfaces, addresses }: MachineInterfaces): number {
  return (interfaces - 1) * (addresses - 1) * PREFIX_ADDRESSES + HOST_PODS;
}

/** Sizes below medium, which have addresses for 18 or 98 pods; burstable families alone have them. */
export const TOO_SMALL_SIZES = ["micro", "nano", "small"] as const;

/** The smallest machine of size medium: of burstable families, and of all others. @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html#gp_network */
const MEDIUM_BURSTABLE: MachineInterfaces = { interfaces: 3, addresses: 6 };
const MEDIUM: MachineInterfaces = { interfaces: 2, addresses: 4 };

/** The smallest of size large; of families that have something smaller with two processors, medium holds more than enough. */
const LARGE: MachineInterfaces = { interfaces: 3, addresses: 10 };

/**
 * Pods on each machine that these pools may have: what the smallest of them has addresses for, and at most 110, the
 * number that Kubernetes is tested with. All pools share it, for it stands in the class of their machines.
 */
export function maxPods(pools: readonly Pick<NodePool, "machines">[]): number {
  const smallest = pools.map((pool) => podsOfMachine(smallestMachine(pool)));
  return Math.min(MAX_PODS, ...smallest);
}

function smallestMachine({ machines }: Pick<NodePool, "machines">): MachineInterfaces {
  const { sizes, families, categories } = machines;
  if (sizes?.includes("medium") !== true) return LARGE;
  const kinds = families?.map((family) => familyParts(family).category) ?? categories;
  return kinds.every((category) => category === BURSTABLE_CATEGORY) ? MEDIUM_BURSTABLE : MEDIUM;
}
