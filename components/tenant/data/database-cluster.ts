import {
  BARMAN_PLUGIN,
  CLOUDNATIVE_PG_API,
  DATABASE_LABEL,
  HIBERNATION_ANNOTATION,
  IMAGE_CATALOG,
  IMAGE_CATALOG_KIND,
} from "../../../fleet/charts/data-vocabulary.ts";
import { HOSTNAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { instancesOf, storageOf } from "../../../fleet/databases/database-room.ts";
import { type DatabaseSize, DATABASE_SIZES } from "../../../fleet/databases/database-sizes.ts";
import { MESH_MODE_LABEL, USE_WAYPOINT_LABEL } from "../../../fleet/mesh-vocabulary.ts";
import { databaseArchive, databaseObjectName } from "../../../fleet/names.ts";
import { TENANT_NODE_LABEL, TENANT_NODE_TAINT } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { ENVIRONMENT_LABEL, TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { spread } from "../../platform/workload.ts";
import type { Database, TenantSettings } from "../settings.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";
import { archiveName } from "./archive-objects.ts";
import { podResources } from "./pod-resources.ts";

/** Name of the database that programs use, and of the role that owns it. */
const APPLICATION = "app";

/** The archive that a database begins from. */
const SOURCE = "source";

const PULL_ALWAYS = "Always";

/** How much temporary files and shared memory of an instance may take. */
const EPHEMERAL_SIZES = { temporaryData: "1Gi", shm: "256Mi" };

/**
 * A database: instances by size over nodes, each commit on two of them where there are two, archived from its first
 * moment. What takes it away takes its volumes, so it refuses to go where the cluster protects, until it retires.
 *
 * @see https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/
 */
export function databaseCluster(context: SliceContext, database: Database): SliceObject {
  const { settings } = context;
  return {
    role: `database-${database.name}`,
    needs: "cloudnative-pg",
    apiVersion: CLOUDNATIVE_PG_API,
    kind: "Cluster",
    name: databaseObjectName(database.name),
    namespaced: true,
    protect: settings.protect === true && !retires(settings, database),
    annotations: { [HIBERNATION_ANNOTATION]: settings.suspended === true ? "on" : "off" },
    body: { spec: clusterSpec(context, database) },
  };
}

/** Whether it goes. One that sleeps could make no last backup, so it stays until its tenant is awake. */
export function retires({ suspended }: TenantSettings, { lifecycle }: Database): boolean {
  return lifecycle === "retiring" && suspended !== true;
}

function clusterSpec({ settings, facts }: SliceContext, database: Database): object {
  const name = databaseObjectName(database.name);
  const size = DATABASE_SIZES[database.size];
  const instances = instancesOf(database, database.size);
  return {
    instances,
    imageCatalogRef: imageOf(database),
    imagePullPolicy: PULL_ALWAYS,
    ...(facts.identity === "oidc" ? { serviceAccountName: name } : {}),
    enableSuperuserAccess: false,
    // A budget for one instance would stop every drain of its node.
    enablePDB: instances > 1,
    primaryUpdateStrategy: "unsupervised",
    primaryUpdateMethod: instances > 1 ? "switchover" : "restart",
    inheritedMetadata: { labels: inheritedLabels(settings) },
    managed: { services: { disabledDefaultServices: instances > 1 ? ["r"] : ["r", "ro"] } },
    affinity: affinity(settings),
    topologySpreadConstraints: spread({ [DATABASE_LABEL]: name }),
    storage: {
      size: `${storageOf(database, database.size)}Gi`,
      storageClass: facts.storageClass,
      resizeInUseVolumes: true,
    },
    ephemeralVolumesSizeLimit: EPHEMERAL_SIZES,
    resources: podResources(size.requests, size.limits),
    postgresql: postgresql(size, instances),
    plugins: [archiver(facts.id, database)],
    ...beginning(facts.id, database),
  };
}

function imageOf({ major }: Database): object {
  const [apiGroup] = CLOUDNATIVE_PG_API.split("/");
  return { apiGroup, kind: IMAGE_CATALOG_KIND, name: IMAGE_CATALOG, major: Number(major) };
}

/**
 * Labels of whatever the operator makes of it. Its pods stay out of the mesh: the operator is not in it, and PostgreSQL
 * speaks TLS by itself.
 */
function inheritedLabels({ tenant, environment, mesh }: TenantSettings): Readonly<Record<string, string>> {
  const outOfMesh = { [MESH_MODE_LABEL]: "none", [USE_WAYPOINT_LABEL]: "none" };
  return { [TENANT_LABEL]: tenant, [ENVIRONMENT_LABEL]: environment, ...(mesh === true ? outOfMesh : {}) };
}

/** Two instances on one node would be lost together, so a second one rather waits. */
function affinity({ tenant, ownNodes }: TenantSettings): object {
  const placed = {
    nodeSelector: { [TENANT_NODE_LABEL]: tenant },
    tolerations: [{ key: TENANT_NODE_TAINT, operator: "Equal", value: tenant, effect: "NoSchedule" }],
  };
  return {
    enablePodAntiAffinity: true,
    podAntiAffinityType: "required",
    topologyKey: HOSTNAME_LABEL,
    ...(ownNodes === true ? placed : {}),
  };
}

/** A commit waits for one standby while there is one, and for none while there is none: standbys are no reason to stop. */
function postgresql({ connections, sharedBuffersMiB }: DatabaseSize, instances: number): object {
  const synchronous = { method: "any", number: 1, dataDurability: "preferred" };
  return {
    parameters: { max_connections: `${connections}`, shared_buffers: `${sharedBuffersMiB}MB` },
    ...(instances > 1 ? { synchronous } : {}),
  };
}

function archiver(cluster: string, { name, major }: Database): object {
  const serverName = databaseArchive(cluster, name, major);
  return {
    name: BARMAN_PLUGIN,
    isWALArchiver: true,
    parameters: { barmanObjectName: archiveName(), serverName },
  };
}

/** Empty, or as another database of the same tenant was. Its own archive is a new one in either case. */
function beginning(cluster: string, { major, restore }: Database): object {
  const application = { database: APPLICATION, owner: APPLICATION };
  if (restore === undefined)
    return { bootstrap: { initdb: { ...application, dataChecksums: true, encoding: "UTF8" } } };
  const recoveryTarget = restore.at === undefined ? {} : { recoveryTarget: { targetTime: restore.at } };
  const parameters = {
    barmanObjectName: archiveName(restore.environment),
    serverName: databaseArchive(restore.cluster ?? cluster, restore.from, major),
  };
  return {
    bootstrap: { recovery: { source: SOURCE, ...application, ...recoveryTarget } },
    externalClusters: [{ name: SOURCE, plugin: { name: BARMAN_PLUGIN, parameters } }],
  };
}
