import type { Cluster, Inventory } from "../inventory.ts";
import { hasIpv6 } from "../networks/ip-family.ts";
import { broughtOverlay } from "../networks/overlay.ts";
import type { CreatedNetwork, ExistingNetwork, ExternalNetwork } from "../schema/networks.ts";
import type { LockedCluster, LockedRegion } from "../schema/lock.ts";
import { askedOfK3s } from "../k3s/k3s-servers.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { hasLayers, levelAt } from "../upgrade/layers.ts";
import { BuddyAllocator } from "./buddy.ts";
import { type Block, formatBlock, parseCidr } from "./cidr.ts";
import { nodeAreaNetmaskLength, UNROUTED_PODS_NETMASK_LENGTH, wantedSubnets } from "./demand.ts";
import { noPodRange, noRoutedBlock, noSubnet } from "./no-room.ts";
import type { Pools } from "./pools.ts";
import { clusterZones } from "./zones.ts";

/** The lock's entry of one cluster: what it holds already, and whatever it lacks, taken from the pools. */
export function lockedCluster(
  inventory: Inventory,
  cluster: Cluster,
  place: {
    readonly pools: Pools;
    readonly region: LockedRegion;
    readonly before?: LockedCluster;
    readonly today: string;
  },
): LockedCluster {
  const { before, pools, region, today } = place;
  const { network } = cluster;
  const facts = lastingFacts(inventory, cluster, before, today);
  if (network.mode !== "create") return { ...facts, ...broughtAlong({ ...cluster, network }) };
  const block = before?.block ?? formatBlock(routedBlock(inventory, cluster, network, { pools, region }));
  const pods =
    network.pods === "vpc" || network.ipFamily === "ipv6"
      ? undefined
      : (before?.pods ?? formatBlock(podRange(inventory, cluster, pools)));
  const ranges = { block, ...(pods === undefined ? {} : { pods }) };
  return {
    ...facts,
    ...ranges,
    ...ipv6Facts(network),
    adopt: cluster.adopt,
    subnets: cutSubnets(inventory, { ...cluster, network }, { ...ranges, held: before?.subnets ?? {} }),
  };
}

/** What the lock says of a cluster beside its ranges. */
function lastingFacts(
  inventory: Inventory,
  cluster: Cluster,
  before: LockedCluster | undefined,
  today: string,
): Omit<LockedCluster, "block" | "subnets"> {
  const k3s = askedOfK3s(inventory, cluster, before);
  return {
    since: before?.since ?? today,
    ...(before?.gone === undefined ? {} : { gone: before.gone }),
    region: cluster.region,
    kind: cluster.kind,
    ...(hasLayers(cluster) ? { kubernetes: before?.kubernetes ?? levelAt(cluster.kubernetes) } : {}),
    ...(k3s === undefined ? {} : { k3s }),
    ...(cluster.replaces === undefined ? {} : { replaces: cluster.replaces }),
    ...(cluster.switchOver === undefined ? {} : { switchOver: cluster.switchOver }),
    services: cluster.serviceCidr ?? before?.services ?? inventory.settings.addresses.serviceCidr,
    ...(launchesNodes(cluster) && cluster.nodes.autoscaler === "cluster-autoscaler"
      ? { autoscaler: cluster.nodes.autoscaler }
      : {}),
    ...(neverLinked(cluster, before) ? { linkable: false as const } : {}),
  };
}

type BroughtAlong = Cluster & { readonly network: ExistingNetwork | ExternalNetwork };

/** What a network that was there before has. */
function broughtAlong({ kind, network }: BroughtAlong) {
  const pods = broughtOverlay({ kind, network }) ?? network.podRange;
  const ranges = { block: network.cidr, ...(pods === undefined ? {} : { pods }) };
  if (network.mode === "external") return { external: true as const, ...ranges, subnets: {} };
  const subnets = Object.fromEntries(Object.entries(network.subnets).map(([key, { cidr }]) => [key, cidr]));
  const { vpcId, legacy } = network;
  return { vpcId, ...ranges, ...(legacy ? { legacy } : {}), subnets };
}

/** What the lock says of IPv6; of networks without it, nothing. */
function ipv6Facts(network: CreatedNetwork): Pick<LockedCluster, "dualStack" | "ipFamily"> {
  return {
    ...(hasIpv6(network) ? { dualStack: true } : {}),
    ...(network.ipFamily === "ipv6" ? { ipFamily: network.ipFamily } : {}),
  };
}

/** A network that could be linked once keeps its ranges to itself for good: somebody may still hold a route to them. */
function neverLinked({ network }: Cluster, before?: LockedCluster): boolean {
  if (network.mode !== "create" || network.linkable) return false;
  return before === undefined || before.linkable === false;
}

/** A block of the cluster's region; a region whose blocks are full takes another from the supernets. */
function routedBlock(
  inventory: Inventory,
  cluster: Cluster,
  { netmaskLength }: Pick<CreatedNetwork, "netmaskLength">,
  { pools, region }: { readonly pools: Pools; readonly region: LockedRegion },
): Block {
  const pool = pools.regions.get(cluster.region) ?? new BuddyAllocator([]);
  const block = pool.allocate(netmaskLength);
  if (block !== undefined) return block;
  const wanted = inventory.regions.get(cluster.region)?.netmaskLength ?? netmaskLength;
  const extension = largestUpTo(pools.supernets, wanted, netmaskLength);
  if (extension === undefined) throw noRoutedBlock(inventory, cluster, netmaskLength, pools);
  region.blocks.push(formatBlock(extension));
  pool.adopt(new BuddyAllocator([extension]));
  pools.regions.set(cluster.region, pool);
  return routedBlock(inventory, cluster, { netmaskLength }, { pools, region });
}

/** A block of the wanted size; where none is left, the largest smaller one that still holds a cluster. */
export function largestUpTo(pool: BuddyAllocator, wanted: number, smallest: number): Block | undefined {
  for (let length = wanted; length <= smallest; length += 1) {
    const block = pool.allocate(length);
    if (block !== undefined) return block;
  }
  return undefined;
}

/** A pod range outside the routed block: one of its own, or, where no link can ever be made, the first one there is. */
function podRange(inventory: Inventory, cluster: Cluster, pools: Pools): Block {
  const shared = new BuddyAllocator([parseCidr(inventory.settings.addresses.podSupernet)]);
  for (const range of pools.closed) shared.exclude(range);
  const pool = neverLinked(cluster) ? shared : pools.linkedPods;
  const block = pool.allocate(UNROUTED_PODS_NETMASK_LENGTH);
  if (block !== undefined) return block;
  throw noPodRange(cluster, UNROUTED_PODS_NETMASK_LENGTH, inventory.settings.addresses.podSupernet);
}

interface Ranges {
  readonly block: string;
  readonly pods?: string;
  readonly held: Readonly<Record<string, string>>;
}

/** Subnets of the wanted classes and zones: those it holds stay, the rest are cut from what is free. */
function cutSubnets(
  inventory: Inventory,
  cluster: Cluster & { readonly network: CreatedNetwork },
  ranges: Ranges,
): Record<string, string> {
  const block = parseCidr(ranges.block);
  const areaLength = nodeAreaNetmaskLength(cluster.network);
  const area = areaLength === undefined ? undefined : { base: block.base, netmaskLength: areaLength };
  const nodeArea = new BuddyAllocator(area === undefined ? [] : [area]);
  const rest = new BuddyAllocator([block]);
  if (area !== undefined) rest.exclude(area);
  const outside = new BuddyAllocator(ranges.pods === undefined ? [] : [parseCidr(ranges.pods)]);
  const pools = [nodeArea, rest, outside];
  for (const cidr of Object.values(ranges.held)) pools.some((pool) => pool.reserve(parseCidr(cidr)));
  const subnets = { ...ranges.held };
  for (const wanted of wantedSubnets(cluster, clusterZones(inventory, cluster))) {
    if (subnets[wanted.key] !== undefined) continue;
    const order = { node: [nodeArea, rest], pod: ranges.pods === undefined ? [rest] : [outside] }[
      wanted.class as string
    ];
    const found = (order ?? [rest]).reduce<Block | undefined>(
      (block_, pool) => block_ ?? pool.allocate(wanted.netmaskLength),
      undefined,
    );
    if (found === undefined) throw noSubnet(cluster, wanted.key, wanted.netmaskLength);
    subnets[wanted.key] = formatBlock(found);
  }
  return subnets;
}
