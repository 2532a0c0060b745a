import { stringify } from "yaml";
import { TEMPO_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import { TELEMETRY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnWish, Values } from "../contract.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";
import { storePermissions, storePrefix } from "../object-store.ts";
import type { RuleGroup } from "../rules.ts";
import { storeFaults } from "../store-faults.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";
import { TRACES_NAMESPACE } from "./tempo-address.ts";

const ACCOUNT = "tempo";

/** User and group of its image. */
const USER = 10_001;

/** @see https://grafana.com/docs/tempo/latest/operations/monitor/ */
const METRICS = [
  "tempo_distributor_spans_received_total",
  "tempo_ingester_failed_flushes_total",
  "tempodb_blocklist_poll_errors_total",
] as const;

/**
 * Traces of the platform and of tenants in one store: whose a span is, its attribute `tenant` says, which the gateway sets
 * by the namespace that it comes from. One pod: the parts of Tempo that could be several need Kafka.
 *
 * @see https://grafana.com/docs/tempo/latest/setup/deployment/
 */
export const tempo: AddOn<"tempo"> = {
  contract: {
    name: "tempo",
    purpose: "Keeps traces, and finds them by their id or by what is in them.",
    chart: "tempo",
    namespace: TRACES_NAMESPACE,
    podSecurity: "restricted",
    requires: [],
    after: ["prometheus-operator-crds"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      gateway: { from: "namespace", namespace: TELEMETRY_NAMESPACE, ports: [TEMPO_PORTS.otlp] },
      dashboards: { from: "namespace", namespace: "grafana", ports: [TEMPO_PORTS.http] },
      bucket: { to: "internet", ports: [443], why: "objects in S3, and STS where it gives credentials" },
      metrics: { from: "metrics", port: TEMPO_PORTS.http },
    },
    ready: { kind: "release", what: "its pod is ready" },
    teardown: { first: [], stays: ["objects in the bucket, until its rule for old ones"] },
    keepsVolumes: true,
    backup: "Objects lie in the bucket, which keeps every version; the last minutes lie on the pod's volume.",
    notes: [
      "It is one pod at every service level: while it is renewed the gateway keeps spans for minutes and then drops them; no program that is traced waits for it.",
      "All tenants share one store, so only people of the platform query it; a span's `tenant` cannot be made up.",
      "Receivers of Jaeger, which the chart opens by default, don't exist: spans come from the gateway alone.",
    ],
    metrics: METRICS,
    timeoutSeconds: 600,
  },
  values,
  rights: ({ settings, own }) => {
    const store = settings.stores?.logs;
    if (store === undefined || own.storage === "volume") return [];
    const prefix = storePrefix(settings.labels.cluster, "tempo");
    return [{ serviceAccount: ACCOUNT, permissions: storePermissions(store, prefix) }];
  },
  faults: ({ settings, own }) =>
    storeFaults("tempo", settings, own.retentionDays ?? settings.level.tracesRetentionDays),
  workloads: (wish) => ({ tempo: workload(wish) }),
  rules,
};

function workload({ settings }: Pick<AddOnWish, "settings">): Workload {
  const asks = settings.replicas === 1 ? { cpuMillicores: 100, memoryMiB: 512 } : BUSY;
  return { kind: "StatefulSet", replicas: 1, ...asks };
}

/** What it asks for where service levels are higher, and tenants more. */
const BUSY = { cpuMillicores: 250, memoryMiB: 2048 };

function values(context: AddOnContext<"tempo">): Values {
  const { own, facts, has, identity, image } = context;
  const { registry, path, tag } = image("grafana/tempo:");
  return {
    replicas: 1,
    tempo: {
      registry,
      repository: path,
      tag,
      reportingEnabled: false,
      // It would hold back a gibibyte of addresses for nothing: the limit of the pod is what counts.
      memBallastSizeMbs: 0,
      resources: resourcesOf(workload(context)),
      securityContext: HARDENED_CONTAINER,
      extraVolumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    },
    extraVolumes: [{ name: "tmp", emptyDir: {} }],
    config: configuration(context),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: HARDENED_CONTAINER.seccompProfile,
    },
    serviceAccount: { name: ACCOUNT, annotations: identity(ACCOUNT), automountServiceAccountToken: false },
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
    persistence: { enabled: true, size: `${own.volumeGib}Gi`, storageClassName: facts.storageClass },
    priorityClassName: PLATFORM_PRIORITY,
  };
}

/** Its whole configuration: parts of the chart's can be added to, not taken away. */
function configuration(context: AddOnContext<"tempo">): string {
  const { own, settings, facts } = context;
  const days = own.retentionDays ?? settings.level.tracesRetentionDays;
  const inet6 = facts.ipFamily === "ipv6" ? { enable_inet6: true } : {};
  return stringify({
    multitenancy_enabled: false,
    usage_report: { reporting_enabled: false },
    server: { http_listen_port: TEMPO_PORTS.http },
    distributor: { receivers: { otlp: { protocols: { grpc: { endpoint: `:${TEMPO_PORTS.otlp}` } } } } },
    ingester: { lifecycler: inet6 },
    compactor: { ring: inet6, compaction: { block_retention: `${days * 24}h` } },
    storage: { trace: { ...backend(context), wal: { path: "/var/tempo/wal" } } },
    overrides: { per_tenant_override_config: "/conf/overrides.yaml" },
  });
}

function backend({ own, settings }: AddOnContext<"tempo">): Values {
  if (own.storage === "volume") return { backend: "local", local: { path: "/var/tempo/traces" } };
  const store = settings.stores?.logs;
  if (store === undefined) throw new Error("Tempo is planned without its bucket");
  const { bucket, awsRegion: region } = store;
  const prefix = storePrefix(settings.labels.cluster, "tempo");
  return { backend: "s3", s3: { bucket, prefix, region, endpoint: `s3.${region}.amazonaws.com` } };
}

function rules(): readonly RuleGroup[] {
  const several = (metric: string): string => `sum by (cluster) (increase(${metric}[1h])) > 2`;
  return [
    {
      name: "atoll-tempo",
      rules: [
        {
          alert: "TracesNotStored",
          expr: several("tempo_ingester_failed_flushes_total"),
          for: "15m",
          severity: "warning",
          summary: "Tempo of {{ $labels.cluster }} cannot write traces to where it keeps them.",
        },
        {
          alert: "TracesNotFound",
          expr: several("tempodb_blocklist_poll_errors_total"),
          for: "15m",
          severity: "warning",
          summary: "Tempo of {{ $labels.cluster }} cannot list what it keeps: queries miss traces.",
        },
      ],
    },
  ];
}
