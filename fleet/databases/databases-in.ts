import type { Tenant } from "../inventory.ts";
import type { DatabaseEntry } from "../schema/tenants/databases.ts";
import type { TenantSize } from "../tiers.ts";

/** A database of an entry with its name and its size. */
export type NamedDatabase = Omit<DatabaseEntry, "size"> & {
  readonly name: string;
  readonly size: TenantSize;
};

/** Databases that one environment of a tenant has, by name. */
export function databasesIn(
  { databases, size }: Pick<Tenant, "databases" | "size">,
  environment: string,
): readonly NamedDatabase[] {
  return Object.entries(databases)
    .filter(([, { environments }]) => environments?.includes(environment) ?? true)
    .map(([name, one]) => ({ ...one, name, size: one.size ?? size }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Databases that leave environments by their own word, and from which day on. */
export function leavingDatabases(
  tenant: Pick<Tenant, "databases" | "size" | "environments">,
): readonly { readonly environment: string; readonly name: string; readonly day: string }[] {
  return Object.keys(tenant.environments).flatMap((environment) =>
    databasesIn(tenant, environment).flatMap((one) => {
      const day = ownLeavingDay(one, environment);
      return day === undefined ? [] : [{ environment, name: one.name, day }];
    }),
  );
}

/** Day from which a database may leave an environment by its own word; undefined while it stays. */
export function ownLeavingDay(
  { lifecycle, retireAfter, retireFrom }: Pick<DatabaseEntry, "lifecycle" | "retireAfter" | "retireFrom">,
  environment: string,
): string | undefined {
  return lifecycle === "retiring" && (retireFrom?.includes(environment) ?? true) ? retireAfter : undefined;
}
