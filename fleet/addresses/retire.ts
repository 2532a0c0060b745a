import type { Inventory } from "../inventory.ts";
import { hostsSection } from "../ways/lock-names.ts";
import { isOwnOverlay } from "../networks/overlay.ts";
import type { Lock, LockedCluster, Tombstone } from "../schema/lock.ts";
import { addDays, quarantineEnd } from "./days.ts";

/** A lock nothing was given out from yet. */
export const EMPTY_LOCK: Lock = { version: 1, regions: {}, clusters: {}, tenants: {}, tombstones: [] };

/** A fleet that never had a link has no section for them. */
export function linksSection(links: NonNullable<Lock["links"]>): Pick<Lock, "links"> {
  return Object.keys(links).length === 0 ? {} : { links };
}

/** A lock of old does not know whose it is. */
export function organisationSection(organisation: string | undefined): Pick<Lock, "organisation"> {
  return organisation === undefined ? {} : { organisation };
}

/**
 * Marks entries that left the inventory as gone, turns what they held into tombstones, and forgets tombstones whose
 * quarantine is over. Ids stay for ever: a name that was used is never used again.
 */
export function retireEntries(inventory: Inventory, lock: Lock, today: string): Lock {
  const { quarantineDays } = inventory.settings.addresses;
  const freed: Tombstone[] = [];
  const until = addDays(today, quarantineDays);
  const bury: Bury = (holder, ranges) => {
    for (const cidr of ranges) if (cidr !== undefined) freed.push({ cidr, holder, freed: today, until });
  };
  const regions = retiredRegions(inventory, lock, today, bury);
  const clusters = mapValues(lock.clusters, (cluster, id) => {
    const entry = inventory.clusters.get(id);
    if (entry !== undefined) return cluster;
    if (cluster.gone === undefined) bury(`cluster/${id}`, buriedRanges(cluster));
    return { ...cluster, gone: cluster.gone ?? today };
  });
  const tenants = mapValues(lock.tenants, (tenant, id) => {
    const entry = inventory.tenants.get(id);
    return entry === undefined ? { ...tenant, gone: tenant.gone ?? today } : tenant;
  });
  const links = mapValues(lock.links ?? {}, (link, id) =>
    inventory.links.has(id) ? link : { ...link, gone: link.gone ?? today },
  );
  const quarantined = lock.tombstones.filter((one) => quarantineEnd(one, quarantineDays) > today);
  return {
    version: 1,
    ...organisationSection(lock.organisation),
    regions,
    clusters,
    tenants,
    ...linksSection(links),
    ...hostsSection(lock.hosts),
    tombstones: [...quarantined, ...freed],
  };
}

/**
 * What nobody else gets for a while. Nobody outside can know a pod range that was never linked, nor an overlay that was
 * not given to the cluster, and others may hold the same one.
 */
function buriedRanges(cluster: LockedCluster): readonly (string | undefined)[] {
  const { block, pods, legacy, external, linkable } = cluster;
  if (legacy === true || external === true) return [];
  return linkable === false || isOwnOverlay(cluster) ? [block] : [block, pods];
}

type Bury = (holder: string, ranges: readonly (string | undefined)[]) => void;

/** A region that stays may have given up its shared endpoints; one that is gone gives up all it had. */
function retiredRegions(inventory: Inventory, lock: Lock, today: string, bury: Bury): Lock["regions"] {
  return mapValues(lock.regions, (region, id) => {
    const entry = inventory.regions.get(id);
    if (entry === undefined) {
      if (region.gone === undefined) bury(`region/${id}`, region.blocks);
      return { ...region, gone: region.gone ?? today };
    }
    if (entry.sharedEndpoints !== undefined) return region;
    const { endpoints, ...rest } = region;
    bury(`endpoints/${id}`, [endpoints]);
    return rest;
  });
}

/** Remembers from which day on each region and cluster may leave, so that its absence can be told from a loss. */
export function withRetireDays(inventory: Inventory, lock: Lock): Lock {
  const regions = mapValues(lock.regions, (region, id) => withDay(region, inventory.regions.get(id)));
  const clusters = mapValues(lock.clusters, (cluster, id) => withDay(cluster, inventory.clusters.get(id)));
  return { ...lock, regions, clusters };
}

function withDay<T extends { retiring?: string | undefined }>(
  locked: T,
  entry: { readonly lifecycle: string; readonly retireAfter?: string | undefined } | undefined,
): T {
  if (entry === undefined) return locked;
  const { retiring: _, ...rest } = locked;
  if (entry.lifecycle !== "retiring" || entry.retireAfter === undefined) return rest as T;
  return { ...locked, retiring: entry.retireAfter };
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
