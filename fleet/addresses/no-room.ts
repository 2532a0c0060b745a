import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import type { BuddyAllocator } from "./buddy.ts";
import { blockSize, parseCidr } from "./cidr.ts";
import type { Pools } from "./pools.ts";

/** Smallest routed block that the schema lets a cluster have. */
const SMALLEST_BLOCK = 24;

/** A cluster or a region's network that did not fit, told as a finding. */
export class NoRoom extends Error {
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(finding.expected);
    this.finding = finding;
  }
}

/** Neither the region nor the supernets have a block of this size: what is left of them, and what to do. */
export function noRoutedBlock(
  { settings }: Inventory,
  cluster: Cluster,
  netmaskLength: number,
  { regions, supernets }: Pools,
): NoRoom {
  const sizes = settings.addresses.supernets.map((cidr) => blockSize(parseCidr(cidr)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const share = (((total - supernets.fragmentation().freeAddresses) / total) * 100).toFixed(1);
  const largest = [largestFree(regions.get(cluster.region)), largestFree(supernets)];
  const [inRegion, inSupernets] = largest.map((length) => (length > 32 ? "nothing" : `at most a /${length}`));
  const smaller = Math.min(...largest);
  const shrink =
    smaller <= SMALLEST_BLOCK ? `set network.netmaskLength: ${smaller} and perhaps pods: unrouted, or ` : "";
  return new NoRoom({
    file: `clusters/${cluster.id}.yaml`,
    at: ["network"],
    expected: `a free /${netmaskLength} in region ${cluster.region} or in the supernets`,
    got: `${inRegion} in the region, ${inSupernets} in the supernets (${share} % given out or reserved)`,
    hint: `${shrink}add a range to addresses.supernets in fleet.yaml`,
  });
}

/** Netmask length of the largest free block; 33 where nothing is free. */
function largestFree(pool: BuddyAllocator | undefined): number {
  return pool?.freeBlocks()[0]?.netmaskLength ?? 33;
}

/** Nothing is left for the endpoints that a region shares. */
export function noEndpointBlock({ id }: Pick<Region, "id">, netmaskLength: number): NoRoom {
  return new NoRoom({
    file: `regions/${id}.yaml`,
    at: ["sharedEndpoints"],
    expected: `a free /${netmaskLength} in the region or in the supernets`,
    got: "none",
    hint: "add a range to addresses.supernets in fleet.yaml",
  });
}

export function noPodRange(cluster: Cluster, netmaskLength: number, podSupernet: string): NoRoom {
  const shares = cluster.network.mode === "create" && !cluster.network.linkable;
  return new NoRoom({
    file: `clusters/${cluster.id}.yaml`,
    at: ["network", "pods"],
    expected: `a free /${netmaskLength} in the pod supernet ${podSupernet}`,
    hint: shares
      ? "widen addresses.podSupernet in fleet.yaml, or reserve less of it"
      : "set network.linkable: false, so that this cluster may repeat a pod range and is never linked",
  });
}

export function noSubnet(cluster: Cluster, key: string, netmaskLength: number): NoRoom {
  return new NoRoom({
    file: `clusters/${cluster.id}.yaml`,
    at: ["network"],
    expected: `a free /${netmaskLength} for subnet ${key} in the cluster's block`,
    hint: "use fewer zones, or a new cluster with a larger block; a live block never grows",
  });
}
