import type { Inventory, Tenant } from "../inventory.ts";
import { databaseArchive } from "../names.ts";
import type { LockedDatabase, LockedTenant } from "../schema/lock.ts";
import { pairOf } from "../upgrade/pair.ts";
import { storageOf } from "./database-room.ts";
import { databasesIn, type NamedDatabase, ownLeavingDay } from "./databases-in.ts";

type LockedDatabases = NonNullable<LockedTenant["databases"]>;

/** What the lock is told when it is written. */
export interface LockDay {
  readonly before: LockedTenant | undefined;
  readonly today: string;
}

/**
 * What the lock remembers of a tenant's databases. One that left stays, as gone: its archive is there under its name, and
 * is what another one can begin from. Absent where there never was one.
 */
export function databasesSection(
  inventory: Pick<Inventory, "clusters">,
  tenant: Tenant,
  { before, today }: LockDay,
): Pick<LockedTenant, "databases"> {
  const known = before?.databases ?? {};
  const environments = [...new Set([...Object.keys(known), ...Object.keys(tenant.environments)])].sort();
  const sections = environments.flatMap(
    (environment): readonly (readonly [string, LockedDatabases[string]])[] => {
      const was = known[environment] ?? {};
      const now = lockedNow(inventory, tenant, environment, { was, today });
      const left = Object.entries(was)
        .filter(([name]) => now[name] === undefined)
        .map(([name, one]) => [name, { ...one, gone: one.gone ?? today }] as const);
      const all = { ...Object.fromEntries(left), ...now };
      return Object.keys(all).length === 0 ? [] : [[environment, all]];
    },
  );
  return sections.length === 0 ? {} : { databases: Object.fromEntries(sections) };
}

interface Known {
  readonly was: LockedDatabases[string];
  readonly today: string;
}

function lockedNow(
  { clusters }: Pick<Inventory, "clusters">,
  tenant: Tenant,
  environment: string,
  { was, today }: Known,
): LockedDatabases[string] {
  const placement = tenant.environments[environment];
  if (placement === undefined) return {};
  const homes = pairOf({ clusters }, placement.cluster);
  const entries = databasesIn(tenant, environment).map((one): readonly [string, LockedDatabase] => {
    const old = was[one.name];
    // What is gone stays gone: rules refuse who takes its name.
    if (old?.gone !== undefined) return [one.name, old];
    const { since = today, archives = [] } = old ?? {};
    return [one.name, { since, ...factsOf(one, environment), archives: merged(archives, homes, one) }];
  });
  return Object.fromEntries(entries);
}

function factsOf(one: NamedDatabase, environment: string): Omit<LockedDatabase, "since" | "archives"> {
  const leaving = ownLeavingDay(one, environment);
  const { major, failedMajor } = one;
  return {
    ...(leaving === undefined ? {} : { leaving }),
    major,
    ...(failedMajor === undefined ? {} : { failedMajor }),
    storageGiB: storageOf(one, one.size),
  };
}

/** A new version, or the cluster that takes the old one's place, begins an archive more; none is ever forgotten. */
function merged(
  archives: readonly string[],
  clusters: readonly string[],
  { name, major }: NamedDatabase,
): string[] {
  return [...new Set([...archives, ...clusters.map((cluster) => databaseArchive(cluster, name, major))])];
}
