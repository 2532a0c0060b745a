import { type Finding, InputError } from "../check.ts";
import { databasesSection } from "../databases/locked-databases.ts";
import type { Cluster, Inventory, Link, Region, Standby, Tenant } from "../inventory.ts";
import { farSide } from "../links/link-sides.ts";
import { located } from "../read/locate.ts";
import type { Lock, LockedLink, LockedRegion, LockedTenant } from "../schema/lock.ts";
import { lockedCluster } from "./cluster-blocks.ts";
import { endpointBlock } from "./endpoint-block.ts";
import { hostsSection, lockedApplications, lockedHosts } from "../ways/lock-names.ts";
import { type LockChange, lockChanges } from "./lock-changes.ts";
import { NoRoom } from "./no-room.ts";
import { poolsOf } from "./pools.ts";
import { EMPTY_LOCK, linksSection, retireEntries, withRetireDays } from "./retire.ts";
import { addressFindings } from "./verify.ts";

/**
 * The lock that this inventory needs: everything the old one holds stays where it is, and what is missing is added.
 * The end of a quarantine alone changes nothing, so that a lock does not grow stale by waiting.
 *
 * @throws InputError when something does not fit, or the result does not pass the proof of `addressFindings`.
 */
export function updateLock(
  inventory: Inventory,
  before: Lock | undefined,
  today: string,
): { readonly lock: Lock; readonly changes: readonly LockChange[] } {
  const held = before ?? EMPTY_LOCK;
  const { lock, findings } = extendedLock(inventory, retireEntries(inventory, held, today), today);
  const all = findings.length > 0 ? findings : addressFindings(inventory, lock);
  if (all.length > 0) throw new InputError(located(inventory.dir, all));
  const changes = lockChanges(held, lock);
  if (changes.some(({ action }) => action !== "reusable")) return { lock, changes };
  return { lock: { ...lock, tombstones: held.tombstones }, changes: [] };
}

function extendedLock(
  inventory: Inventory,
  kept: Lock,
  today: string,
): { lock: Lock; findings: readonly Finding[] } {
  const regions: Record<string, LockedRegion> = { ...kept.regions };
  for (const region of [...inventory.regions.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { blocks = [], ...locked } = regions[region.id] ?? { since: today };
    regions[region.id] = { ...locked, ...regionPlace(inventory, region), blocks: [...blocks] };
  }
  const { findings, ...ranges } = givenRanges(inventory, { ...kept, regions }, today);
  const tenants: Record<string, LockedTenant> = { ...kept.tenants };
  for (const tenant of inventory.tenants.values()) {
    const before = tenants[tenant.id];
    const locked = lockedTenant(tenant, before?.since ?? today);
    const databases = databasesSection(inventory, tenant, { before, today });
    tenants[tenant.id] = { ...locked, ...databases, ...lockedApplications(inventory, tenant) };
  }
  const organisation = kept.organisation ?? inventory.settings.organisation;
  const links = linksSection(lockedLinks(inventory, kept, today));
  const hosts = hostsSection(lockedHosts(inventory, kept, today));
  const rest = { organisation, tenants, ...links, ...hosts };
  return { lock: withRetireDays(inventory, { ...kept, ...ranges, ...rest }), findings };
}

/** Ranges of all clusters, then those of shared endpoints: the smallest come last, and take what nobody else wants. */
function givenRanges(
  inventory: Inventory,
  lock: Lock,
  today: string,
): Pick<Lock, "regions" | "clusters"> & { readonly findings: readonly Finding[] } {
  const pools = poolsOf(inventory, lock);
  const regions = { ...lock.regions };
  const clusters = { ...lock.clusters };
  const findings: Finding[] = [];
  for (const cluster of givingOrder(inventory)) {
    const region = regions[cluster.region];
    const before = clusters[cluster.id];
    if (region === undefined) continue;
    const place = { pools, region, today, ...(before && { before }) };
    const given = unlessFull(findings, () => lockedCluster(inventory, cluster, place));
    if (given !== undefined) clusters[cluster.id] = given;
  }
  for (const region of [...inventory.regions.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const locked = regions[region.id];
    if (locked === undefined) continue;
    const endpoints = unlessFull(findings, () => endpointBlock(region, { pools, locked }));
    if (endpoints !== undefined) regions[region.id] = { ...locked, endpoints };
  }
  return { regions, clusters, findings };
}

/** What was given, or undefined and a finding when nothing was left to give. */
function unlessFull<T>(findings: Finding[], give: () => T): T | undefined {
  try {
    return give();
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    findings.push(error.finding);
    return undefined;
  }
}

function lockedLinks(inventory: Inventory, { links = {} }: Lock, today: string): NonNullable<Lock["links"]> {
  const entries = [...inventory.links.values()].map((link): [string, LockedLink] => [
    link.id,
    lockedLink(link, links[link.id]?.since ?? today),
  ]);
  return { ...links, ...Object.fromEntries(entries) };
}

/** Where the clusters of a region are built, so that they can't be led elsewhere. */
function regionPlace({ settings }: Inventory, { account, awsRegion, zones }: Region): Partial<LockedRegion> {
  const number = settings.accounts[account]?.id;
  return { ...(number === undefined ? {} : { account: number }), awsRegion, zones };
}

/** What the lock remembers of a tenant: where its data is, and when its environments may leave, or move. */
function lockedTenant(tenant: Tenant, since: string): LockedTenant {
  const { tier, lifecycle, retireAfter } = tenant;
  const environments = Object.entries(tenant.environments);
  const placements = Object.fromEntries(environments.map(([name, { cluster }]) => [name, cluster]));
  const cells = environments.flatMap(([name, { cell }]) =>
    cell === undefined ? [] : [[name, cell] as const],
  );
  const standbys = environments.flatMap(([name, { standby }]) =>
    standby === undefined ? [] : [[name, lockedStandby(standby)] as const],
  );
  const days = (key: "retireAfter" | "switchOver") =>
    environments.flatMap(([name, { [key]: day }]) => (day === undefined ? [] : [[name, day] as const]));
  const leaving = days("retireAfter");
  const moving = days("switchOver");
  const stateful = environments.flatMap(([name, one]) => (one.stateful ? [name] : [])).sort();
  return {
    since,
    ...(lifecycle === "retiring" && retireAfter !== undefined ? { retiring: retireAfter } : {}),
    tier,
    placements,
    ...(cells.length === 0 ? {} : { cells: Object.fromEntries(cells) }),
    ...(standbys.length === 0 ? {} : { standbys: Object.fromEntries(standbys) }),
    ...(leaving.length === 0 ? {} : { leaving: Object.fromEntries(leaving) }),
    ...(stateful.length === 0 ? {} : { stateful }),
    ...(moving.length === 0 ? {} : { moving: Object.fromEntries(moving) }),
  };
}

function lockedStandby({
  cluster,
  cell,
  retireAfter,
}: Standby): NonNullable<LockedTenant["standbys"]>[string] {
  return {
    cluster,
    ...(cell === undefined ? {} : { cell }),
    ...(retireAfter === undefined ? {} : { leaving: retireAfter }),
  };
}

/** What the lock remembers of a link: that its stack exists, and between whom. */
function lockedLink(link: Link, since: string): LockedLink {
  const { kind, from, lifecycle, retireAfter } = link;
  return {
    since,
    ...(lifecycle === "retiring" && retireAfter !== undefined ? { retiring: retireAfter } : {}),
    ...(kind === "peering" ? {} : { kind }),
    from,
    to: farSide(link),
    ...(link.to.site?.bgpAsn === undefined ? {} : { bgpAsn: link.to.site.bgpAsn }),
  };
}

/** Large blocks first, then by id: a new fleet packs well, and the order of files never matters. */
function givingOrder(inventory: Inventory): readonly Cluster[] {
  const size = ({ network }: Cluster): number => (network.mode === "create" ? network.netmaskLength : 0);
  return [...inventory.clusters.values()].sort((a, b) => size(a) - size(b) || (a.id < b.id ? -1 : 1));
}
