import { databaseObjectName, tenantNamespace } from "../names.ts";
import type { Inventory } from "../inventory.ts";
import type { LockedTenant } from "../schema/lock.ts";
import { SECRET_READER } from "../tenant-vocabulary.ts";
import { pairOf } from "../upgrade/pair.ts";

/** A cluster in which a tenant is or was, as the lock remembers. */
export interface Whereabouts {
  readonly cluster: string;
  /** Its namespaces there, sorted. */
  readonly namespaces: readonly string[];
}

/** Clusters in which a tenant had environments or standbys, and those beside them that have taken or take their place. */
export function whereabouts(
  inventory: Pick<Inventory, "clusters">,
  tenant: string,
  { placements, standbys }: Pick<LockedTenant, "placements" | "standbys">,
): readonly Whereabouts[] {
  const homes = [
    ...Object.entries(placements),
    ...Object.entries(standbys ?? {}).map(([name, { cluster }]) => [name, cluster] as const),
  ];
  const found = new Map<string, Set<string>>();
  for (const [environment, home] of homes)
    for (const cluster of pairOf(inventory, home)) {
      const known = found.get(cluster) ?? new Set();
      found.set(cluster, known.add(tenantNamespace(tenant, environment)));
    }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cluster, namespaces]) => ({ cluster, namespaces: [...namespaces].sort() }));
}

/** Accounts of a tenant that had roles in AWS, in any of its environments. */
export function accountsWithRoles({ databases }: Pick<LockedTenant, "databases">): readonly string[] {
  const names = Object.values(databases ?? {}).flatMap((one) => Object.keys(one));
  return [SECRET_READER, ...[...new Set(names)].sort().map(databaseObjectName)];
}
