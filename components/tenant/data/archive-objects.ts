import { createHash } from "node:crypto";
import {
  BARMAN_API,
  BARMAN_PLUGIN,
  CLOUDNATIVE_PG_API,
  WAIT_FOR,
  WAIT_SECONDS,
} from "../../../fleet/charts/data-vocabulary.ts";
import { storageOf } from "../../../fleet/databases/database-room.ts";
import { ARCHIVER_LIMITS, ARCHIVER_REQUESTS } from "../../../fleet/databases/database-sizes.ts";
import { databaseObjectName } from "../../../fleet/names.ts";
import type { ObjectStore } from "../../platform/object-store.ts";
import type { Database } from "../settings.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";
import { archivePath } from "./archive.ts";
import { podResources } from "./pod-resources.ts";

/** Hours of the night, UTC, over which base backups are spread. */
const NIGHT_HOURS = 5;
const MINUTES_PER_HOUR = 60;

/** What is written while it is sent and read while it is fetched, at once. */
const PARALLEL_FILES = 4;

/** The archive of an environment, its own where none is named. */
export function archiveName(environment?: string): string {
  return environment === undefined ? "archive" : `archive-${environment}`;
}

/**
 * Where databases of an environment are archived, and with what help. Nothing is said of how long it is kept: the plugin
 * would delete, for which it has no right; the bucket deletes by age.
 */
export function archiveStore(
  { settings: { tenant, environment } }: SliceContext,
  store: ObjectStore,
  other?: string,
): SliceObject {
  const compression = "gzip";
  const env = ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => ({ name, value: store.awsRegion }));
  return {
    role: archiveName(other),
    needs: "cloudnative-pg",
    apiVersion: BARMAN_API,
    kind: "ObjectStore",
    name: archiveName(other),
    namespaced: true,
    body: {
      spec: {
        configuration: {
          destinationPath: archivePath(store, tenant, other ?? environment),
          s3Credentials: { inheritFromIAMRole: true },
          wal: { compression, maxParallel: PARALLEL_FILES },
          data: { compression, jobs: PARALLEL_FILES },
        },
        instanceSidecarConfiguration: { env, resources: podResources(ARCHIVER_REQUESTS, ARCHIVER_LIMITS) },
      },
    },
  };
}

const byPlugin = (database: Database): object => ({
  cluster: { name: databaseObjectName(database.name) },
  method: "plugin",
  pluginConfiguration: { name: BARMAN_PLUGIN },
});

/** A base backup each night, from a standby where there is one, and one at once: a new major version begins a new archive. */
export function baseBackups(context: SliceContext, database: Database): SliceObject {
  return {
    role: `backups-${database.name}-${database.major}`,
    needs: "cloudnative-pg",
    apiVersion: CLOUDNATIVE_PG_API,
    kind: "ScheduledBackup",
    name: `${databaseObjectName(database.name)}-${database.major}`,
    namespaced: true,
    body: {
      spec: {
        ...byPlugin(database),
        schedule: nightly(`${context.namespace}/${database.name}`),
        immediate: true,
        suspend: context.settings.suspended === true,
        target: "prefer-standby",
        backupOwnerReference: "cluster",
      },
    },
  };
}

/** Longest that a deployment waits for a last backup: what Pulumi waits for anything, and a share by what there is to copy. */
const LEAST_WAIT_SECONDS = 600;
const WAIT_SECONDS_PER_GIB = 12;

/**
 * The last backup of a database that retires: a deployment goes on when it is complete. One that failed stays so, and
 * nobody makes it succeed; another day of removal makes another one, and takes that away.
 */
export function lastBackup(database: Database): SliceObject {
  const day = database.retireAfter?.replaceAll("-", "");
  const ending = day === undefined ? "" : `-${day}`;
  const seconds = LEAST_WAIT_SECONDS + storageOf(database, database.size) * WAIT_SECONDS_PER_GIB;
  return {
    role: `last-backup-${database.name}${ending}`,
    needs: "cloudnative-pg",
    apiVersion: CLOUDNATIVE_PG_API,
    kind: "Backup",
    name: `${databaseObjectName(database.name)}-last${ending}`,
    namespaced: true,
    annotations: { [WAIT_FOR]: "jsonpath={.status.phase}=completed", [WAIT_SECONDS]: `${seconds}` },
    body: { spec: { ...byPlugin(database), target: "primary" } },
  };
}

/** The same minute for the same database, always: all at once would be slow, and cost the network. The first field is seconds. */
function nightly(key: string): string {
  const place = createHash("sha256").update(key).digest().readUInt16BE(0) % (NIGHT_HOURS * MINUTES_PER_HOUR);
  return `0 ${place % MINUTES_PER_HOUR} ${Math.floor(place / MINUTES_PER_HOUR)} * * *`;
}
