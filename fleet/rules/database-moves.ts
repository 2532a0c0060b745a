import { LOCK_FILE } from "../addresses/held-ranges.ts";
import { RUN_LOCK } from "../addresses/cluster-proof.ts";
import type { Finding } from "../check.ts";
import { storageOf } from "../databases/database-room.ts";
import { databasesIn, type NamedDatabase } from "../databases/databases-in.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import type { Lock, LockedDatabase, LockedTenant } from "../schema/lock.ts";

/**
 * Databases that the lock knows and that would be deleted, or that would need what none can do: go to less storage or an
 * older version, or come again over the archive of one that is gone.
 */
export function databaseMoves(
  tenant: Tenant,
  { databases = {}, leaving = {}, retiring }: LockedTenant,
  today: string,
): readonly Finding[] {
  return Object.entries(databases).flatMap(([environment, known]): readonly Finding[] => {
    // An environment leaves by a day of its own, and its databases with it.
    if (tenant.environments[environment] === undefined) return [];
    const entries = new Map(databasesIn(tenant, environment).map((one) => [one.name, one]));
    return Object.entries(known).flatMap(([name, locked]): readonly Finding[] => {
      const entry = entries.get(name);
      const [day] = [locked.leaving, leaving[environment], retiring]
        .filter((one) => one !== undefined)
        .sort();
      if (entry === undefined) return lostDatabase(tenant, { environment, name, day, locked }, today);
      if (locked.gone !== undefined) return [usedName(tenant, environment, name, locked.gone)];
      return [...storageLoss(tenant, entry, locked), ...majorLoss(tenant, entry, locked)];
    });
  });
}

const fileOf = ({ id }: Tenant): string => `tenants/${id}.yaml`;

interface KnownDatabase {
  readonly environment: string;
  readonly name: string;
  /** First day on which it may leave: its own, or that of its environment or tenant. */
  readonly day: string | undefined;
  readonly locked: LockedDatabase;
}

function lostDatabase(
  tenant: Tenant,
  { environment, name, day, locked: { gone } }: KnownDatabase,
  today: string,
): readonly Finding[] {
  if (gone !== undefined) return [];
  const isElsewhere = tenant.databases[name] !== undefined;
  const at = isElsewhere ? ["databases", name] : [];
  const finding = { file: fileOf(tenant), at, got: "no such database" };
  if (day === undefined) {
    const only = isElsewhere ? `, retireFrom: [${environment}]` : "";
    const words = `lifecycle: retiring, retireAfter: <day>${only}`;
    const hint = `restore it; to remove it, say ${words} and run atoll lock first`;
    return [{ ...finding, expected: `database ${name} in ${environment}, which is live`, hint }];
  }
  if (day > today) {
    const expected = `database ${name} in ${environment} until ${day}`;
    return [{ ...finding, expected, hint: "restore it and wait for that day" }];
  }
  if (tenant.lifecycle !== "suspended") return [];
  const expected = `database ${name} in ${environment} while its tenant is suspended`;
  return [{ ...finding, expected, hint: "restore it and resume the tenant: asleep it makes no last backup" }];
}

function usedName(tenant: Tenant, environment: string, name: string, gone: string): Finding {
  const expected = `a name that was never used in ${environment}: the archive of another one has it`;
  const hint = `take another name, such as ${name}-2; with restore: { from: ${name} } it begins as that one ended`;
  const at = ["databases", name];
  return { file: fileOf(tenant), at, expected, got: `"${name}", gone since ${gone}`, hint };
}

/** A database beside the old one is the way to what the old one can't become. */
const beside = (name: string): string =>
  `make another one, such as ${name}-2, with restore: { from: ${name} }`;

function storageLoss(
  tenant: Tenant,
  entry: NamedDatabase,
  { storageGiB }: LockedDatabase,
): readonly Finding[] {
  const { name } = entry;
  const now = storageOf(entry, entry.size);
  if (now >= storageGiB) return [];
  const [key, hint] =
    entry.storageGiB === undefined
      ? [["size"], `add storageGiB: ${storageGiB}`]
      : [["storageGiB"], `${beside(name)} and less storage`];
  const isSaid = entry.storageGiB !== undefined || tenant.databases[name]?.size !== undefined;
  const at = ["databases", name, ...(isSaid ? key : [])];
  const expected = `storage of at least ${storageGiB} GiB, as it has: volumes never shrink`;
  return [{ file: fileOf(tenant), at, expected, got: `${now} GiB`, hint }];
}

/** Where an upgrade failed nothing has changed, and the version before it comes back. */
function majorLoss(tenant: Tenant, entry: NamedDatabase, { major }: LockedDatabase): readonly Finding[] {
  if (Number(entry.major) >= Number(major) || entry.failedMajor === major) return [];
  const expected = `at least "${major}", as it has: no version reads what a later one wrote`;
  const hint = `if the upgrade failed, say failedMajor: "${major}"; else restore: { from: ${entry.name}, at: <moment before it> } in another one`;
  const at = ["databases", entry.name, "major"];
  return [{ file: fileOf(tenant), at, expected, got: `"${entry.major}"`, hint }];
}

/** Databases that nothing would remember, or remember as they were. */
export function unlockedDatabases({ tenants }: Inventory, lock: Lock): readonly Finding[] {
  return [...tenants.values()].flatMap((tenant) => {
    const known = lock.tenants[tenant.id]?.databases ?? {};
    return Object.keys(tenant.environments).flatMap((environment) =>
      databasesIn(tenant, environment).flatMap((one): readonly Finding[] => {
        const is = known[environment]?.[one.name];
        if (is !== undefined && factsText(is) === factsText({ ...one, storageGiB: storageOf(one, one.size) }))
          return [];
        const expected = `${one.name} in ${environment} as the tenant's entry has it`;
        const got = is === undefined ? "none" : factsText(is);
        const at = ["tenants", tenant.id];
        return [{ file: LOCK_FILE, at, expected, got, hint: RUN_LOCK }];
      }),
    );
  });
}

function factsText({ major, storageGiB }: Pick<LockedDatabase, "major" | "storageGiB">): string {
  return `PostgreSQL ${major} with ${storageGiB} GiB`;
}
