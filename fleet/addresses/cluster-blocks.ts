import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import type { CreatedNetwork } from "../schema/cluster.ts";
import type { LockedCluster, LockedRegion } from "../schema/lock.ts";
import { BuddyAllocator } from "./buddy.ts";
import { type Block, contains, formatBlock, parseCidr } from "./cidr.ts";
import { nodeAreaNetmaskLength, UNROUTED_PODS_NETMASK_LENGTH, wantedSubnets } from "./demand.ts";
import { mayBeLinked, type Pools } from "./pools.ts";
import { clusterZones } from "./zones.ts";

/** A cluster that did not fit, told as a finding. */
export class NoRoom extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.expected);
    this.finding = finding;
  }
}

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
  const services = cluster.serviceCidr ?? before?.services ?? inventory.settings.addresses.serviceCidr;
  const facts = {
    ...before,
    since: before?.since ?? today,
    region: cluster.region,
    kind: cluster.kind,
    services,
  };
  const { network } = cluster;
  if (network.mode === "existing") {
    const subnets = Object.fromEntries(Object.entries(network.subnets).map(([key, { cidr }]) => [key, cidr]));
    const { vpcId, cidr: block, legacy } = network;
    return { ...facts, vpcId, block, ...(legacy ? { legacy } : {}), subnets };
  }
  const block = before?.block ?? formatBlock(routedBlock(inventory, cluster, network, { pools, region }));
  const pods =
    network.pods === "vpc" ? undefined : (before?.pods ?? formatBlock(podRange(inventory, cluster, pools)));
  const ranges = { block, ...(pods === undefined ? {} : { pods }) };
  return {
    ...facts,
    ...ranges,
    subnets: cutSubnets(inventory, cluster, network, { ...ranges, held: before?.subnets ?? {} }),
  };
}

/** A block of the cluster's region; a region whose blocks are full takes another from the supernets. */
function routedBlock(
  inventory: Inventory,
  cluster: Cluster,
  network: CreatedNetwork,
  { pools, region }: { readonly pools: Pools; readonly region: LockedRegion },
): Block {
  const pool = pools.regions.get(cluster.region);
  const block = pool?.allocate(network.netmaskLength);
  if (block !== undefined) return block;
  const size = inventory.regions.get(cluster.region)?.netmaskLength ?? network.netmaskLength;
  const extension = pools.supernets.allocate(size);
  if (extension === undefined) {
    const { freeAddresses, largestFreeAddresses } = pools.supernets.fragmentation();
    throw new NoRoom({
      file: `clusters/${cluster.id}.yaml`,
      at: ["network"],
      expected: `a free /${size} in the supernets for region ${cluster.region}`,
      got: `${freeAddresses} free addresses, the largest block with ${largestFreeAddresses}`,
      hint: "add a range to addresses.supernets in fleet.yaml, or give the region a smaller netmaskLength",
    });
  }
  region.blocks.push(formatBlock(extension));
  const grown = new BuddyAllocator([extension]);
  for (const range of pools.closed) grown.exclude(range);
  if (pool === undefined) pools.regions.set(cluster.region, grown);
  else pool.adopt(grown);
  return routedBlock(inventory, cluster, network, { pools, region });
}

/** A pod range outside the routed block: one of its own, or, where no link can ever be made, the first one there is. */
function podRange(inventory: Inventory, cluster: Cluster, pools: Pools): Block {
  const shared = new BuddyAllocator([parseCidr(inventory.settings.addresses.podSupernet)]);
  for (const range of pools.closed) shared.exclude(range);
  const pool = mayBeLinked(inventory, cluster.id) ? pools.linkedPods : shared;
  const block = pool.allocate(UNROUTED_PODS_NETMASK_LENGTH);
  if (block !== undefined) return block;
  throw new NoRoom({
    file: `clusters/${cluster.id}.yaml`,
    at: ["network", "pods"],
    expected: `a free /${UNROUTED_PODS_NETMASK_LENGTH} in the pod supernet ${inventory.settings.addresses.podSupernet}`,
    hint: "set network.linkable: false, so that this cluster may repeat a pod range and is never linked",
  });
}

interface Ranges {
  readonly block: string;
  readonly pods?: string;
  readonly held: Readonly<Record<string, string>>;
}

/** Subnets of the wanted classes and zones: those it holds stay, the rest are cut from what is free. */
function cutSubnets(
  inventory: Inventory,
  cluster: Cluster,
  network: CreatedNetwork,
  ranges: Ranges,
): Record<string, string> {
  const block = parseCidr(ranges.block);
  const areaLength = nodeAreaNetmaskLength(network);
  const area = areaLength === undefined ? undefined : { base: block.base, netmaskLength: areaLength };
  const nodeArea = new BuddyAllocator(area === undefined ? [] : [area]);
  const rest = new BuddyAllocator([block]);
  if (area !== undefined) rest.exclude(area);
  const outside = new BuddyAllocator(ranges.pods === undefined ? [] : [parseCidr(ranges.pods)]);
  const pools = [nodeArea, rest, outside];
  for (const cidr of Object.values(ranges.held)) pools.some((pool) => pool.reserve(parseCidr(cidr)));
  const subnets = { ...ranges.held };
  for (const wanted of wantedSubnets(network, clusterZones(inventory, cluster))) {
    if (subnets[wanted.key] !== undefined) continue;
    const order = { node: [nodeArea, rest], pod: ranges.pods === undefined ? [rest] : [outside] }[
      wanted.class as string
    ];
    const found = (order ?? [rest]).reduce<Block | undefined>(
      (block_, pool) => block_ ?? pool.allocate(wanted.netmaskLength),
      undefined,
    );
    if (found === undefined) throw noRoomFor(cluster, wanted.key, wanted.netmaskLength);
    subnets[wanted.key] = formatBlock(found);
  }
  return subnets;
}

function noRoomFor(cluster: Cluster, key: string, netmaskLength: number): NoRoom {
  return new NoRoom({
    file: `clusters/${cluster.id}.yaml`,
    at: ["network"],
    expected: `a free /${netmaskLength} for subnet ${key} in the cluster's block`,
    hint: "use fewer zones, or a new cluster with a larger block; a live block never grows",
  });
}

/** True when every range of the entry lies inside its block or pod range. */
export function holdsItsSubnets(cluster: LockedCluster): boolean {
  const outer = [cluster.block, ...(cluster.pods === undefined ? [] : [cluster.pods])].map(parseCidr);
  return Object.values(cluster.subnets).every((cidr) => outer.some((one) => contains(one, parseCidr(cidr))));
}
