import type { Finding } from "../check.ts";
import type { Tenant } from "../inventory.ts";
import type { LockReader } from "../rules/foreign-remedy.ts";
import { chosenCluster, type Neighbours, nowhere } from "./choose.ts";
import type { UnplacedTenant } from "./demand.ts";
import { type FoundPlace, type Home, homesOf, keyOf, placedTenants, type WantedHome } from "./homes.ts";
import { Occupancy, type Places } from "./occupancy.ts";
import type { Search } from "./reasons.ts";
import { changedRule, rememberedPlace, unknownPlace } from "./remembered.ts";

/** An inventory as it is written. */
export interface UnplacedEntries extends Places {
  readonly tenants: ReadonlyMap<string, UnplacedTenant>;
}

/** Tenants of which every home has a cluster; those for which there is none are missing, and told of. */
export interface PlacedTenants {
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly findings: readonly Finding[];
}

type Found = Map<string, FoundPlace>;

/** Whether the lock is asked for anything. */
function asksLock({ clusters }: Places, homes: readonly WantedHome[]): boolean {
  return (
    [...clusters.values()].some(({ cells }) => cells !== undefined) ||
    homes.some(({ entry }) => entry.place !== undefined)
  );
}

/** Tenants whose entries name every cluster themselves. */
function namedPlaces({ tenants }: UnplacedEntries, homes: readonly WantedHome[]): PlacedTenants {
  const found = homes.flatMap(({ home, entry: { cluster } }): [string, FoundPlace][] =>
    cluster === undefined ? [] : [[keyOf(home), { cluster }]],
  );
  return { tenants: placedTenants(tenants, new Map(found)), findings: [] };
}

/** The places that the lock remembers. What has none yet gets one by `atoll lock`, and by nothing else. */
export function rememberedPlaces(places: UnplacedEntries, readLock: LockReader): PlacedTenants {
  const homes = homesOf(places.tenants);
  if (!asksLock(places, homes)) return namedPlaces(places, homes);
  const lock = readLock();
  const found: Found = new Map();
  const findings = homes.flatMap((wanted): readonly Finding[] => {
    const { home, entry } = wanted;
    const known = rememberedPlace(places, lock, wanted);
    const place = known ?? (entry.cluster === undefined ? undefined : { cluster: entry.cluster });
    if (place !== undefined) found.set(keyOf(home), place);
    if (known !== undefined) return changedRule(places, wanted, known.cluster);
    const hasCells = places.clusters.get(entry.cluster ?? "")?.cells !== undefined;
    return entry.place !== undefined || hasCells ? [unknownPlace(wanted)] : [];
  });
  // Without a lock nothing is known of anybody, and that is told of the lock itself.
  return { tenants: placedTenants(places.tenants, found), findings: lock === undefined ? [] : findings };
}

/**
 * Places for all: those that the lock remembers stay, and the rest is decided in the order of names. So a tenant that
 * comes or goes moves nobody, and the order of files never matters.
 */
export function decidedPlaces(places: UnplacedEntries, readLock: LockReader): PlacedTenants {
  const homes = homesOf(places.tenants);
  if (!asksLock(places, homes)) return namedPlaces(places, homes);
  const lock = readLock();
  const occupancy = new Occupancy(places, lock);
  const found: Found = new Map();
  const open: WantedHome[] = [];
  const findings: Finding[] = [];
  for (const wanted of homes) {
    const place = rememberedPlace(places, lock, wanted);
    if (place === undefined) {
      open.push(wanted);
      continue;
    }
    occupancy.add(wanted.home, place.cluster, place.cell);
    found.set(keyOf(wanted.home), place);
    findings.push(...changedRule(places, wanted, place.cluster));
  }
  open.sort((a, b) => turn(a) - turn(b));
  findings.push(...open.flatMap((wanted) => decide({ places, occupancy }, wanted, found)));
  return { tenants: placedTenants(places.tenants, found), findings };
}

/** Who names a cluster comes before those whom a rule looks for room, and who needs one alone before those who share. */
function turn({ home, entry }: WantedHome): number {
  const order = entry.place === undefined ? 0 : home.tenant.tier === "dedicated-cluster" ? 1 : 2;
  // A standby is somewhere else than its environment, so that must be somewhere.
  return home.isStandby === true ? order + 3 : order;
}

function decide(search: Search, wanted: WantedHome, found: Found): readonly Finding[] {
  const { place: rule } = wanted.entry;
  const near = neighbours(search, wanted.home, found);
  const home = apart(search, wanted.home, found);
  const { entry } = wanted;
  const cluster = rule === undefined ? entry.cluster : chosenCluster(search, home, rule, near);
  if (cluster === undefined) return rule === undefined ? [] : [nowhere(search, home, rule)];
  const cell = search.occupancy.newCell(cluster);
  search.occupancy.add(home, cluster, cell);
  found.set(keyOf(home), { cluster, ...(cell === undefined ? {} : { cell }) });
  return [];
}

/** A standby that knows which region is lost together with its environment. */
function apart({ places }: Search, home: Home, found: Found): Home {
  if (home.isStandby !== true) return home;
  const { tenant, environment } = home;
  const main = found.get(keyOf({ tenant, environment }));
  const region = places.clusters.get(main?.cluster ?? "")?.region;
  return region === undefined ? home : { ...home, notRegion: region };
}

/** Where the tenant is already. */
function neighbours({ places }: Search, { tenant }: Home, found: Found): Neighbours {
  const clusters = Object.keys(tenant.environments).flatMap((name) => {
    const place = found.get(keyOf({ tenant, environment: name }));
    return place === undefined ? [] : [place.cluster];
  });
  const regions = clusters.flatMap((id) => places.clusters.get(id)?.region ?? []);
  return { clusters: new Set(clusters), regions: new Set(regions) };
}
