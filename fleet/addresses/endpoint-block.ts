import type { Region } from "../inventory.ts";
import type { LockedRegion } from "../schema/lock.ts";
import { ENDPOINTS_NETMASK_LENGTH } from "../regions/shared-endpoints.ts";
import { BuddyAllocator } from "./buddy.ts";
import { type Block, blockEnd, blockSize, formatBlock, parseCidr } from "./cidr.ts";
import { largestUpTo } from "./cluster-blocks.ts";
import { noEndpointBlock } from "./no-room.ts";
import type { Pools } from "./pools.ts";

/**
 * The range of a region's shared endpoints: the one it has, or one from the end of its blocks, where clusters come
 * last. So clusters send it to the gateway with everything else of the region, and nobody else is given it.
 *
 * @throws NoRoom when neither the region nor the supernets have a free one.
 */
export function endpointBlock(
  region: Region,
  { pools, locked }: { readonly pools: Pools; readonly locked: LockedRegion },
): string | undefined {
  if (region.sharedEndpoints === undefined) return undefined;
  if (locked.endpoints !== undefined) return locked.endpoints;
  const pool = pools.regions.get(region.id) ?? new BuddyAllocator([]);
  if (lastBlock(pool) === undefined) {
    const extension = largestUpTo(pools.supernets, region.netmaskLength, ENDPOINTS_NETMASK_LENGTH);
    if (extension === undefined) throw noEndpointBlock(region, ENDPOINTS_NETMASK_LENGTH);
    locked.blocks.push(formatBlock(extension));
    pool.adopt(new BuddyAllocator([extension]));
    pools.regions.set(region.id, pool);
  }
  const block = lastBlock(pool);
  if (block === undefined || !pool.reserve(block)) throw new Error(`${region.id} has no room that it had`);
  return formatBlock(block);
}

/** The last free range of the wanted size. */
function lastBlock(pool: BuddyAllocator): Block | undefined {
  const fitting = pool.freeBlocks().filter((free) => free.netmaskLength <= ENDPOINTS_NETMASK_LENGTH);
  const last = fitting.toSorted((a, b) => a.base - b.base).at(-1);
  if (last === undefined) return undefined;
  const size = blockSize(parseCidr(`0.0.0.0/${ENDPOINTS_NETMASK_LENGTH}`));
  return { base: blockEnd(last) - size, netmaskLength: ENDPOINTS_NETMASK_LENGTH };
}
