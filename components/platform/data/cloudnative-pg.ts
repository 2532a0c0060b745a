import {
  CLOUDNATIVE_PG_API,
  OPERATOR_SETTINGS,
  POD_DISRUPTION_BUDGET_API,
} from "../../../fleet/charts/data-vocabulary.ts";
import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import type { ImageName } from "../../../fleet/charts/chart-source.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "../contract.ts";
import { hasTenants } from "../settings.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { databaseMonitor, imageCatalog } from "./database-objects.ts";
import { DATABASE_METRICS, databaseRules } from "./database-rules.ts";

const OPERATOR = { [APP_NAME_LABEL]: "cloudnative-pg" };
const PLUGIN = { [APP_NAME_LABEL]: "plugin-barman-cloud" };

/** Port at which the operator speaks with the plugin. */
const PLUGIN_PORT = 9090;

/**
 * PostgreSQL: an operator that makes databases in namespaces of tenants, and the plugin that archives them in a bucket. The
 * operator finds the plugin only in its own namespace.
 *
 * @see https://cloudnative-pg.io/documentation/current/
 */
export const cloudnativePg: AddOn<"cloudnative-pg"> = {
  contract: {
    name: "cloudnative-pg",
    purpose: "PostgreSQL databases, with replicas, switchover and an archive for each point in time.",
    chart: "cloudnative-pg",
    companions: ["plugin-barman-cloud"],
    namespace: "cnpg-system",
    podSecurity: "restricted",
    requires: ["cert-manager"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: 8080 },
      "plugin-from": { from: "same", ports: [PLUGIN_PORT] },
      "plugin-to": { to: "same", ports: [PLUGIN_PORT] },
      webhook: { from: "api-server", port: 9443, pods: OPERATOR },
      databases: { to: "tenants", pods: OPERATOR },
    },
    webhook: {
      kind: "validating",
      configuration: "cnpg-validating-webhook-configuration",
      probe: {
        apiVersion: CLOUDNATIVE_PG_API,
        kind: "Cluster",
        namespaced: true,
        body: { spec: { instances: 1, storage: { size: "1Gi" } } },
      },
    },
    ready: { kind: "release", what: "its pods are ready, the plugin's with certificates among them" },
    teardown: {
      first: ["databases, each after a last backup"],
      stays: ["its kinds, and with them all databases", "their volumes", "archives in the bucket"],
    },
    backup: "It keeps nothing; databases come back from their archives, each to a point in time.",
    notes: [
      "The operator reads and writes Secrets of all namespaces, for passwords lie beside their databases: only the platform enters its namespace.",
      "Databases of tenants are data of their entries: see docs/tenants/databases.md.",
      "Databases name a major version, and the catalog of images its minor: a newer image restarts all databases of that major.",
      "Archives are kept by the plugin only: the operator's own way into a bucket goes away in its next minor.",
      "After an upgrade of the operator databases are restarted one after the other, and their managers are replaced in place.",
      "Velero leaves databases and their volumes out: a copy of a volume is no consistent database.",
      "Neither chart has a disruption budget, so the platform declares one for both.",
      "It makes certificates for its webhooks by itself; those between it and the plugin are cert-manager's.",
    ],
    metrics: DATABASE_METRICS,
    timeoutSeconds: 600,
  },
  values,
  otherValues: (_chart, context) => plugin(context),
  objects: (context) => [
    ...(hasTenants(context.settings) ? ofDatabases(context) : []),
    ...(context.settings.replicas < 2 ? [] : [budget()]),
  ],
  workloads: ({ settings: { replicas } }) => workloads(replicas),
  rules: databaseRules,
};

/** Databases are tenants': what they share is there with the first tenant. */
function ofDatabases(context: AddOnContext<"cloudnative-pg">): readonly AddOnObject[] {
  return [imageCatalog(context), ...(context.has("prometheus-operator-crds") ? [databaseMonitor()] : [])];
}

function workloads(replicas: number) {
  return {
    operator: { kind: "Deployment", replicas, cpuMillicores: 50, memoryMiB: 256 },
    plugin: { kind: "Deployment", replicas, cpuMillicores: 10, memoryMiB: 96 },
  } satisfies Record<string, Workload>;
}

/** What both charts take alike. */
function pods(replicas: number, labels: Readonly<Record<string, string>>, workload: Workload): Values {
  return {
    replicaCount: replicas,
    resources: resourcesOf(workload),
    topologySpreadConstraints: spread(labels),
    priorityClassName: PLATFORM_PRIORITY,
  };
}

function values({ settings: { replicas }, own, has, image }: AddOnContext<"cloudnative-pg">): Values {
  const { registry, path, tag } = image("cloudnative-pg/cloudnative-pg:");
  return {
    ...pods(replicas, OPERATOR, workloads(replicas).operator),
    image: { repository: `${registry}/${path}`, tag },
    crds: { create: true },
    config: {
      clusterWide: true,
      data: {
        [OPERATOR_SETTINGS.clusterRolloutDelay]: String(own.clusterRolloutSeconds),
        [OPERATOR_SETTINGS.instanceRolloutDelay]: String(own.instanceRolloutSeconds),
        [OPERATOR_SETTINGS.inPlaceUpdates]: "true",
        [OPERATOR_SETTINGS.postgresImage]: named(image("cloudnative-pg/postgresql:18.")),
        [OPERATOR_SETTINGS.poolerImage]: named(image("cloudnative-pg/pgbouncer:")),
      },
    },
    // Tenants' roles are closed: nothing may add rights on databases to them.
    rbac: { aggregateClusterRoles: false },
    monitoring: { podMonitorEnabled: has("prometheus-operator-crds"), grafanaDashboard: { create: false } },
  };
}

function plugin({ settings: { replicas }, image }: AddOnContext<"cloudnative-pg">): Values {
  const own = image("plugin-barman-cloud:");
  const sidecar = image("plugin-barman-cloud-sidecar:");
  return {
    ...pods(replicas, PLUGIN, workloads(replicas).plugin),
    image: { registry: own.registry, repository: own.path, tag: own.tag },
    sidecarImage: { registry: sidecar.registry, repository: sidecar.path, tag: sidecar.tag },
    crds: { create: true },
  };
}

const named = ({ registry, path, tag }: ImageName): string => `${registry}/${path}:${tag}`;

/** One pod at a time of both, for no chart of them has a budget. */
function budget(): AddOnObject {
  const values = [OPERATOR, PLUGIN].flatMap((labels) => Object.values(labels));
  return {
    role: "budget",
    apiVersion: POD_DISRUPTION_BUDGET_API,
    kind: "PodDisruptionBudget",
    name: "cloudnative-pg",
    namespaced: true,
    body: {
      spec: {
        maxUnavailable: 1,
        selector: { matchExpressions: [{ key: APP_NAME_LABEL, operator: "In", values }] },
      },
    },
  };
}
