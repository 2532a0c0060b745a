import { addOnsOf } from "../charts/add-ons.ts";
import type { Finding } from "../check.ts";
import { databasesIn } from "../databases/databases-in.ts";
import { hasIdentity } from "../dns/name-zone.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { databaseObjectName } from "../names.ts";
import { didYouMean } from "../read/issues.ts";
import type { LockReader } from "./foreign-remedy.ts";
import { databaseRoomFindings } from "./tenant-database-room.ts";
import { databaseWordFindings } from "./tenant-database-words.ts";
import { restoreFindings } from "./tenant-restores.ts";

/** Databases where none can run or be archived, with more than their tenant has, or that begin from what is not theirs. */
export function tenantDatabaseFindings(inventory: Inventory, readLock: LockReader): readonly Finding[] {
  const lock = anyBegins(inventory) ? readLock() : undefined;
  return [...inventory.tenants.values()].flatMap((tenant) => {
    if (Object.keys(tenant.databases).length === 0) return [];
    return [
      ...environmentFindings(tenant),
      ...nameFindings(tenant),
      ...Object.keys(tenant.environments).flatMap((one) => placeFindings(inventory, tenant, one)),
      ...databaseRoomFindings(tenant),
      ...databaseWordFindings(tenant),
      ...restoreFindings(inventory, tenant, lock?.tenants[tenant.id]),
    ];
  });
}

/** Whether anything is to be asked of the lock. */
function anyBegins({ tenants }: Inventory): boolean {
  return [...tenants.values()].some(({ databases }) =>
    Object.values(databases).some(({ restore }) => restore !== undefined),
  );
}

function environmentFindings(tenant: Tenant): readonly Finding[] {
  const known = Object.keys(tenant.environments);
  return Object.entries(tenant.databases).flatMap(([name, { environments = [] }]) =>
    environments.flatMap((environment, index): readonly Finding[] => {
      if (known.includes(environment)) return [];
      const hint = didYouMean(environment, known);
      const at = ["databases", name, "environments", index];
      const expected = `one of the tenant's environments (${known.join(", ")})`;
      const finding = { file: `tenants/${tenant.id}.yaml`, at, expected, got: JSON.stringify(environment) };
      return [{ ...finding, ...(hint === undefined ? {} : { hint }) }];
    }),
  );
}

/** Objects of an application may bear its name, and so would be the database's. */
function nameFindings({ id, databases, applications }: Tenant): readonly Finding[] {
  const names = new Map(Object.keys(databases).map((name) => [databaseObjectName(name), name]));
  return Object.keys(applications).flatMap((application): readonly Finding[] => {
    const database = names.get(application);
    if (database === undefined) return [];
    const expected = `another name, for objects of the database ${database} have it`;
    return [{ file: `tenants/${id}.yaml`, at: ["applications", application], expected, atKey: true }];
  });
}

/** One finding for each environment: what its cluster lacks, lacks for all databases. */
function placeFindings(inventory: Inventory, tenant: Tenant, environment: string): readonly Finding[] {
  const [first] = databasesIn(tenant, environment);
  const placement = tenant.environments[environment];
  const cluster = inventory.clusters.get(placement?.cluster ?? "");
  if (first === undefined || placement === undefined || cluster === undefined) return [];
  const file = `tenants/${tenant.id}.yaml`;
  const lack = lackOf(inventory, cluster);
  if (lack !== undefined) return [{ file, at: ["databases", first.name], ...lack }];
  if (placement.stateful) return [];
  const expected = `stateful: true, for it keeps the data of ${first.name} in its cluster`;
  return [{ file, at: ["environments", environment], expected, hint: `add stateful: true` }];
}

type Lack = Pick<Finding, "expected" | "got" | "hint">;

function lackOf({ regions }: Inventory, cluster: Cluster): Lack | undefined {
  if (!addOnsOf(cluster).includes("cloudnative-pg")) {
    const expected = "a cluster with cloudnative-pg, which runs databases";
    const hint = `switch addOns.cloudnative-pg on in clusters/${cluster.id}.yaml, or place it elsewhere`;
    return { expected, got: `${cluster.id} without`, hint };
  }
  if (!hasIdentity(cluster)) {
    const expected = "a cluster whose pods can have rights in AWS, by which databases are archived";
    const hint = `say oidc in clusters/${cluster.id}.yaml, or place it elsewhere`;
    return { expected, got: `${cluster.id} without`, hint };
  }
  if (regions.get(cluster.region)?.buckets.backups !== undefined) return undefined;
  const expected =
    "a bucket in which databases are archived: without one their data would be lost with a volume";
  const hint = `say buckets.backups in regions/${cluster.region}.yaml`;
  return { expected, got: `${cluster.region} without`, hint };
}
