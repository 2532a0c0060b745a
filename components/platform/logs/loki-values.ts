import { APP_COMPONENT_LABEL, APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { LOKI_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import type { AddOnContext, Values } from "../contract.ts";
import { storePrefix } from "../object-store.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { isDistributed } from "./loki-address.ts";
import { copiesOf, LOKI_PART_NAMES, LOKI_PARTS, lokiWorkloads } from "./loki-workloads.ts";

export const LOKI_ACCOUNT = "loki";

type Context = AddOnContext<"loki">;

/** Parts of the chart that are off, each of which is on by default. */
const OFF: Values = {
  // Whoever writes and reads finds Loki by its Services.
  gateway: { enabled: false },
  // It asks for 9.8 GiB. Without it each pod keeps what it read in its own memory.
  chunksCache: { enabled: false },
  resultsCache: { enabled: false },
  lokiCanary: { enabled: false },
  test: { enabled: false },
  // It would read all Secrets of the cluster to find rules in them.
  sidecar: { rules: { enabled: false } },
  rbac: { namespaced: true },
  ruler: { enabled: false },
};

export function lokiValues(context: Context): Values {
  const { registry, path, tag } = context.image("grafana/loki:");
  return {
    ...OFF,
    deploymentMode: isDistributed(context) ? "Distributed" : "Monolithic",
    loki: { image: { registry, repository: path, tag }, ...configuration(context) },
    serviceAccount: { name: LOKI_ACCOUNT, annotations: context.identity(LOKI_ACCOUNT) },
    defaults: { priorityClassName: PLATFORM_PRIORITY, automountServiceAccountToken: false },
    // Pods find each other before they are ready: each is ready only once it has found others.
    memberlist: { service: { publishNotReadyAddresses: true } },
    monitoring: { serviceMonitor: { enabled: context.has("prometheus-operator-crds") } },
    ...scale(context),
  };
}

/** Loki's own configuration, as far as the chart's differs from what is wanted. */
function configuration(context: Context): Values {
  const { own, settings, facts } = context;
  const inBucket = own.storage === "bucket";
  const isIpv6 = facts.ipFamily === "ipv6";
  return {
    auth_enabled: true,
    analytics: { reporting_enabled: false },
    commonConfig: {
      replication_factor: copiesOf(context),
      ...(isIpv6 ? { ring: { kvstore: { store: "memberlist" }, instance_enable_ipv6: true } } : {}),
    },
    ...(isIpv6 ? { extraMemberlistConfig: { bind_addr: ["::"] } } : {}),
    schemaConfig: schema(inBucket ? "s3" : "filesystem"),
    storage: inBucket ? bucketStorage(context) : { type: "filesystem" },
    limits_config: {
      retention_period: `${(own.retentionDays ?? settings.level.logsRetentionDays) * 24}h`,
      ingestion_rate_mb: own.tenantMibPerSecond,
      ingestion_burst_size_mb: own.tenantMibPerSecond * BURST,
      // One line that is too long is cut; it does not cost the batch it is in.
      max_line_size_truncate: true,
      allow_structured_metadata: true,
    },
    compactor: { retention_enabled: true, delete_request_store: inBucket ? "s3" : "filesystem" },
    // Grafana reads logs of several tenants for the people of the platform.
    querier: { multi_tenant_queries_enabled: true },
  };
}

/** How many seconds' worth of logs a tenant may write at once. */
const BURST = 4;

/** How logs are laid out: a day long past, for what is written under one layout is read by it for ever. */
function schema(objectStore: "s3" | "filesystem"): Values {
  const index = { prefix: "index_", period: "24h" };
  return {
    configs: [{ from: "2024-04-01", store: "tsdb", object_store: objectStore, schema: "v13", index }],
  };
}

/** Only this client of Loki's knows a prefix. Objects are encrypted by the bucket's own rule. */
function bucketStorage({ settings }: Context): Values {
  const store = settings.stores?.logs;
  if (store === undefined) throw new Error("Loki is planned without its bucket");
  const { bucket, awsRegion } = store;
  return {
    type: "s3",
    bucketNames: { chunks: bucket },
    use_thanos_objstore: true,
    object_store: {
      type: "s3",
      storage_prefix: storePrefix(settings.labels.cluster, "loki"),
      s3: { region: awsRegion, endpoint: `s3.${awsRegion}.amazonaws.com` },
    },
  };
}

/** One program, or its parts: the chart refuses, or runs none of, whatever is not said. */
function scale(context: Context): Values {
  const none = { replicas: 0 };
  const others = { read: none, write: none, backend: none };
  const workloads = lokiWorkloads(context);
  if (!isDistributed(context))
    return { ...others, singleBinary: part("single-binary", workloads["singleBinary"], context) };
  const parts = LOKI_PART_NAMES.map((name): [string, Values] => [
    name,
    part(LOKI_PARTS[name], workloads[name], context),
  ]);
  return { ...others, singleBinary: none, ...Object.fromEntries(parts) };
}

function part(component: string, workload: Workload | undefined, { own, facts }: Context): Values {
  if (workload === undefined) throw new Error(`Loki has no ${component}`);
  const { storageClass } = facts;
  const size = `${own.volumeGib}Gi`;
  const keeps = { enabled: true, size, storageClass };
  return {
    replicas: workload.replicas,
    resources: resourcesOf(workload),
    podDisruptionBudget: disruptionBudget(workload.replicas),
    topologySpreadConstraints: spread({ [APP_NAME_LABEL]: "loki", [APP_COMPONENT_LABEL]: component }),
    // Spread is wished for; the chart would demand a node for each pod.
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
    ...(component === "single-binary" ? { persistence: keeps } : {}),
    ...(component === LOKI_PARTS.ingester ? ingester(keeps) : {}),
    // What is to be deleted is marked in files of its own: without a volume they go with the pod, and old logs stay.
    ...(component === LOKI_PARTS.compactor ? { persistence: claimed(keeps) } : {}),
  };
}

/**
 * What is not in the bucket yet lies on volumes. One set of three, which is renewed pod by pod: of three sets, one for
 * each zone, all would be renewed at once without a further operator.
 */
function ingester(keeps: Volume): Values {
  return { zoneAwareReplication: { enabled: false }, persistence: claimed(keeps) };
}

type Volume = Readonly<Record<"size" | "storageClass", string>>;

/** A volume for each pod of a part: the chart takes size and class from its list of claims alone. */
function claimed({ size, storageClass }: Volume): Values {
  const claim = { name: "data", accessModes: ["ReadWriteOnce"], size, storageClass };
  return { enabled: true, claims: [claim] };
}

/** Ports by which its pods speak with each other. */
export const LOKI_OWN_PORTS = Object.values(LOKI_PORTS);
