import type { Finding } from "../check.ts";
import { type NamedDatabase, databasesIn } from "../databases/databases-in.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import { databaseArchive } from "../names.ts";
import { didYouMean } from "../read/issues.ts";
import type { LockedTenant } from "../schema/lock.ts";
import type { RestoreEntry } from "../schema/tenants/databases.ts";

/**
 * Databases that begin from themselves, from another tenant's, or from an archive that nobody has or none of their pods
 * reaches. What an entry names is below the folder of its own tenant whatever it says: this is about what would be missing.
 *
 * @param locked What the lock remembers of the tenant: archives of databases that are gone, and which were made already.
 */
export function restoreFindings(
  inventory: Inventory,
  tenant: Tenant,
  locked: LockedTenant | undefined,
): readonly Finding[] {
  return Object.keys(tenant.environments).flatMap((environment) =>
    databasesIn(tenant, environment).flatMap((one) => {
      const { restore } = one;
      if (restore === undefined) return [];
      const place = { inventory, tenant, environment, known: locked?.databases ?? {} };
      const own = ownPast(place, one, restore);
      // It is read once, when a database is made; afterwards its source may go.
      if (own.length > 0 || isMade(place, one.name)) return own;
      return [...sourceFindings(place, one, restore), ...clusterFindings(place, one, restore)];
    }),
  );
}

interface Place {
  readonly inventory: Inventory;
  readonly tenant: Tenant;
  readonly environment: string;
  /** What the lock remembers. */
  readonly known: NonNullable<LockedTenant["databases"]>;
}

const where = ({ id }: Tenant, database: string, key: string): Pick<Finding, "file" | "at"> => ({
  file: `tenants/${id}.yaml`,
  at: ["databases", database, "restore", key],
});

function isMade({ known, environment }: Place, name: string): boolean {
  const locked = known[environment]?.[name];
  return locked !== undefined && locked.gone === undefined;
}

function ownPast(
  { tenant, environment }: Place,
  one: NamedDatabase,
  restore: RestoreEntry,
): readonly Finding[] {
  const own = tenant.environments[environment]?.cluster;
  const isOwn = restore.from === one.name && (restore.environment ?? environment) === environment;
  if (!isOwn || (restore.cluster ?? own) !== own) return [];
  const expected = "another database: none is ever written over by its own past";
  const hint = `make a new one, such as ${one.name}-2, with restore: { from: ${one.name} }`;
  return [{ ...where(tenant, one.name, "from"), expected, got: JSON.stringify(restore.from), hint }];
}

function sourceFindings(place: Place, one: NamedDatabase, restore: RestoreEntry): readonly Finding[] {
  const { tenant, environment, known } = place;
  const from = restore.environment ?? environment;
  const archives = known[from]?.[restore.from]?.archives;
  if (archives === undefined && tenant.environments[from] === undefined) {
    const names = Object.keys(tenant.environments);
    const expected = `one of the tenant's environments (${names.join(", ")})`;
    return [{ ...where(tenant, one.name, "environment"), expected, got: JSON.stringify(from) }];
  }
  const source = databasesIn(tenant, from).find(({ name }) => name === restore.from);
  if (archives !== undefined) return archiveFindings(place, one, restore, archives);
  if (source === undefined) return [unknownSource(place, one, restore.from, from)];
  if (Number(source.major) >= Number(one.major)) return [];
  const expected = `at most the major version of ${source.name}, ${source.major}, for that is what its archive holds`;
  const at = ["databases", one.name, "major"];
  const hint = "begin with the same, and raise it afterwards";
  return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got: `"${one.major}"`, hint }];
}

/** One of the archives that the lock remembers: of the cluster that wrote it, and of one major version. */
function archiveFindings(
  { tenant, environment }: Place,
  one: NamedDatabase,
  restore: RestoreEntry,
  archives: readonly string[],
): readonly Finding[] {
  const cluster = restore.cluster ?? tenant.environments[restore.environment ?? environment]?.cluster ?? "";
  if (archives.includes(databaseArchive(cluster, restore.from, one.major))) return [];
  const expected = `a cluster and a major version of which ${restore.from} has an archive (${archives.join(", ")})`;
  const got = databaseArchive(cluster === "" ? "no cluster" : cluster, restore.from, one.major);
  const hint = "name its cluster; begin with its major version, and raise it afterwards";
  return [{ ...where(tenant, one.name, "from"), expected, got, hint }];
}

function unknownSource(
  { inventory, tenant, known }: Place,
  one: NamedDatabase,
  from: string,
  environment: string,
): Finding {
  const live = databasesIn(tenant, environment).map(({ name }) => name);
  const names = [...new Set([...live, ...Object.keys(known[environment] ?? {})])].sort();
  const others = names.filter((name) => name !== one.name);
  const list = others.length === 0 ? "it has no other" : others.join(", ");
  const expected = `a database of this tenant in ${environment} (${list})`;
  const owner = [...inventory.tenants.values()].find(
    ({ id, databases }) => id !== tenant.id && Object.hasOwn(databases, from),
  );
  const near = didYouMean(from, others);
  const hint = owner === undefined ? near : `nobody reads archives of another tenant, such as ${owner.id}`;
  const finding = { ...where(tenant, one.name, "from"), expected, got: JSON.stringify(from) };
  return { ...finding, ...(hint === undefined ? {} : { hint }) };
}

/** An archive is in the bucket of its region, and pods of a database reach the one of their own. */
function clusterFindings(
  { inventory: { clusters }, tenant, environment }: Place,
  one: NamedDatabase,
  restore: RestoreEntry,
): readonly Finding[] {
  const own = clusters.get(tenant.environments[environment]?.cluster ?? "");
  const from = restore.cluster ?? tenant.environments[restore.environment ?? environment]?.cluster;
  // An environment that is none is told by another finding.
  if (own === undefined || from === undefined || clusters.get(from)?.region === own.region) return [];
  const known = [...clusters.values()].filter(({ region }) => region === own.region).map(({ id }) => id);
  const expected = `an archive of a cluster in the same region, ${own.region} (${known.join(", ")})`;
  const key = restore.cluster === undefined ? "from" : "cluster";
  return [{ ...where(tenant, one.name, key), expected, got: JSON.stringify(from) }];
}
