import { databaseObjectName } from "../../../fleet/names.ts";
import type { Database } from "../settings.ts";
import type { SliceContext, SliceGrant, SliceObject, SlicePart } from "../slice-object.ts";
import { archivePermissions } from "./archive.ts";
import { archiveStore, baseBackups, lastBackup } from "./archive-objects.ts";
import { databaseCluster, retires } from "./database-cluster.ts";
import { pooler } from "./pooler.ts";

/**
 * Databases of an environment. They exist where they can be archived: none is ever made whose data could be lost with its
 * cluster, and the loader refuses one that could not be.
 */
export const DATABASES: SlicePart = {
  objects(context) {
    const { store } = context.settings;
    const all = archivedDatabases(context);
    if (store === undefined || all.length === 0) return [];
    return [
      archiveStore(context, store),
      ...otherEnvironments(context).map((other) => archiveStore(context, store, other)),
      ...all.flatMap((one) => databaseObjects(context, one)),
    ];
  },
  grants: (context) => archivedDatabases(context).flatMap((one) => archiverGrant(context, one)),
};

/** Databases that exist: of an environment whose cluster runs and archives them. */
export function archivedDatabases({ settings, facts, has }: SliceContext): readonly Database[] {
  const archives = has("cloudnative-pg") && settings.store !== undefined && facts.identity !== "none";
  return archives ? (settings.databases ?? []) : [];
}

function databaseObjects(context: SliceContext, database: Database): readonly SliceObject[] {
  return [
    databaseCluster(context, database),
    baseBackups(context, database),
    ...(database.pooler ? [pooler(context, database)] : []),
    ...(retires(context.settings, database) && database.lastBackup !== false ? [lastBackup(database)] : []),
  ];
}

/** Environments of the same tenant from whose archives databases of this one begin. */
function otherEnvironments(context: SliceContext): readonly string[] {
  const named = archivedDatabases(context).map(({ restore }) => restore?.environment);
  return [...new Set(named.filter((one) => one !== undefined))].sort();
}

/** The operator makes the account of a database, but for clusters where an account bears the name of its role. */
function archiverGrant({ settings, facts }: SliceContext, database: Database): readonly SliceGrant[] {
  const { store, tenant, environment } = settings;
  if (store === undefined) return [];
  const from = database.restore?.environment;
  const others = from === undefined ? [] : [from];
  return [
    {
      serviceAccount: databaseObjectName(database.name),
      permissions: archivePermissions(store, { tenant, own: environment, others }),
      ...(facts.identity === "oidc" ? { made: true, hasToken: true } : {}),
    },
  ];
}
