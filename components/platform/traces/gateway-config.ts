import { OTLP_PORTS } from "../../../fleet/charts/telemetry-vocabulary.ts";
import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { PLATFORM_TENANT } from "../logs/loki-address.ts";
import type { ClusterLabels } from "../settings.ts";
import { TRACES_ENDPOINTS } from "./tempo-address.ts";

/** What the gateway is told. */
export interface GatewaySettings {
  /** Where in the fleet it is: labels of the metrics of spans. */
  readonly labels: ClusterLabels;
  /** Traces that are kept, in percent. Range 1..100. */
  readonly samplePercent: number;
  /** Where metrics of spans are written, by OTLP over HTTP. @default - nowhere: none are made */
  readonly metrics?: string;
  /** Whether pods have addresses of IPv6 only. */
  readonly ipv6: boolean;
}

/** Port at which it tells of itself. */
export const GATEWAY_METRICS_PORT = 8888;

/** Port at which it says that it works: the operator makes its probes of that. */
const HEALTH_PORT = 13133;

/** Attributes that say whose a span is. What a sender says of them is thrown away: only its address is proof. */
const OWNER = ["tenant", "k8s.namespace.name", "k8s.pod.name", "k8s.deployment.name", "k8s.node.name"];

/** Upper ends of the buckets of durations; 100 ms is the fleet's own target. */
const BUCKETS = ["5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2500ms", "5s", "10s"];

/** Seconds after which a series that no span touches any more is left out. */
const EXPIRES_AFTER = "10m";

/**
 * Series of one tenant at most, in each gateway: programs that invent names of services fill neither its memory nor the
 * store of metrics, and take no series from other tenants. What is above is counted in one series more.
 */
const MOST_SERIES = 1000;

/** Characters of a service's name: it becomes a label. */
const LONGEST_NAME = 128;

/** Largest request in MiB: that of gRPC by default, where HTTP would take five times as much. */
const REQUEST_MIB = 4;

/** Requests that one connection may have open at a time. */
const OPEN_REQUESTS = 16;

/**
 * Configuration of the gateway that takes spans of all tenants: it says whose they are, counts all of them, and keeps some.
 * Metrics come before the choice, so that rates and durations are those of all requests.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export function gatewayConfig(settings: GatewaySettings): Readonly<Record<string, unknown>> {
  const counts = settings.metrics === undefined ? [] : ["spanmetrics"];
  return {
    receivers: { otlp: { protocols: listeners() } },
    processors: processors(settings),
    connectors: { forward: {}, ...(counts.length === 0 ? {} : { spanmetrics: spanMetrics() }) },
    exporters: exporters(settings),
    extensions: { health_check: { endpoint: `:${HEALTH_PORT}` } },
    service: {
      extensions: ["health_check"],
      telemetry: telemetry(settings),
      pipelines: {
        traces: {
          receivers: ["otlp"],
          processors: OWNERSHIP,
          exporters: [...counts, "forward"],
        },
        "traces/kept": {
          receivers: ["forward"],
          processors: ["probabilistic_sampler", "batch"],
          exporters: ["otlp_grpc/tempo"],
        },
        ...(counts.length === 0 ? {} : { metrics: METRICS_PIPELINE }),
      },
    },
  };
}

/** First nothing is believed, then it is looked up, then what is nobody's is the platform's. */
const OWNERSHIP = [
  "memory_limiter",
  "resource/untrusted",
  "attributes/untrusted",
  "k8sattributes",
  "resource/platform",
  "transform/names",
];

const METRICS_PIPELINE = {
  receivers: ["spanmetrics"],
  processors: ["transform/labels", "batch"],
  exporters: ["otlp_http/metrics"],
};

const listeners = () => ({
  grpc: {
    endpoint: `:${OTLP_PORTS.grpc}`,
    max_recv_msg_size_mib: REQUEST_MIB,
    max_concurrent_streams: OPEN_REQUESTS,
  },
  http: { endpoint: `:${OTLP_PORTS.http}`, max_request_body_size: REQUEST_MIB * 1024 * 1024 },
});

function processors({ labels, samplePercent, metrics }: GatewaySettings): Readonly<Record<string, unknown>> {
  const attribute = (action: string, key: string, value?: string) => ({
    key,
    action,
    ...(value === undefined ? {} : { value }),
  });
  return {
    memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
    "resource/untrusted": { attributes: OWNER.map((key) => attribute("delete", key)) },
    // Metrics of spans look for whose they are in the span first.
    "attributes/untrusted": { actions: OWNER.map((key) => attribute("delete", key)) },
    k8sattributes: {
      auth_type: "serviceAccount",
      // Until it knows the pods, it takes no spans: they would belong to nobody.
      wait_for_metadata: true,
      pod_association: [{ sources: [{ from: "connection" }] }],
      extract: {
        metadata: OWNER.slice(1),
        labels: [{ tag_name: "tenant", key: TENANT_LABEL, from: "namespace" }],
        deployment_name_from_replicaset: true,
      },
    },
    "resource/platform": {
      attributes: [
        attribute("insert", "tenant", PLATFORM_TENANT),
        attribute("upsert", "k8s.cluster.name", labels.cluster),
        // What names no service would be counted nowhere.
        attribute("insert", "service.name", "unknown_service"),
      ],
    },
    "transform/names": { error_mode: "ignore", trace_statements: [shortName("service.name")] },
    probabilistic_sampler: { sampling_percentage: samplePercent },
    batch: {},
    ...(metrics === undefined ? {} : { "transform/labels": { metric_statements: seriesLabels(labels) } }),
  };
}

const shortName = (key: string): string => {
  const name = `resource.attributes["${key}"]`;
  return `set(${name}, Substring(${name}, 0, ${LONGEST_NAME})) where Len(${name}) > ${LONGEST_NAME}`;
};

/**
 * Every attribute of a resource would become a label; only these do. Each gateway counts for itself: without its name
 * two of them would write the same series.
 */
function seriesLabels(labels: ClusterLabels): readonly string[] {
  const own = { ...labels, "service.instance.id": "${env:POD_NAME}" };
  return [
    'keep_keys(resource.attributes, ["tenant"])',
    ...Object.entries(own).map(([key, value]) => `set(resource.attributes["${key}"], "${value}")`),
  ];
}

/**
 * Names of spans are left out: a program may put an id into each. Series are counted by tenant, which no program can
 * choose, and each that is not touched any more makes room for another.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.158.0/connector/spanmetricsconnector/README.md
 */
function spanMetrics(): Readonly<Record<string, unknown>> {
  return {
    namespace: "traces.span.metrics",
    histogram: { unit: "s", explicit: { buckets: BUCKETS } },
    dimensions: [{ name: "k8s.namespace.name" }],
    exclude_dimensions: ["span.name"],
    resource_metrics_key_attributes: ["tenant"],
    // The tenant is a label of the resource, so the series of what is above the limit have it, too.
    add_resource_attributes: true,
    aggregation_cardinality_limit: MOST_SERIES,
    series_expiration: EXPIRES_AFTER,
    metrics_expiration: EXPIRES_AFTER,
  };
}

/** Inside the cluster, and in its mesh where there is one: no certificates of its own. */
function exporters({ metrics }: GatewaySettings): Readonly<Record<string, unknown>> {
  return {
    "otlp_grpc/tempo": { endpoint: TRACES_ENDPOINTS.write, tls: { insecure: true } },
    ...(metrics === undefined ? {} : { "otlp_http/metrics": { metrics_endpoint: metrics } }),
  };
}

/** Names as Prometheus has them, with `_total` behind counters, whatever the collector's default becomes. */
function telemetry({ ipv6 }: GatewaySettings): Readonly<Record<string, unknown>> {
  const prometheus = {
    host: ipv6 ? "::" : "0.0.0.0",
    port: GATEWAY_METRICS_PORT,
    without_type_suffix: false,
    without_units: false,
    without_scope_info: true,
  };
  return {
    metrics: { level: "normal", readers: [{ pull: { exporter: { prometheus } } }] },
    logs: { encoding: "json" },
  };
}
