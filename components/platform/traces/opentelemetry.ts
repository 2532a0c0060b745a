import { APP_COMPONENT_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import {
  OTEL_COLLECTOR_API,
  OTEL_COLLECTOR_COMPONENT,
  OTEL_INSTRUMENTATION_API,
  OTLP_PORTS,
  TEMPO_PORTS,
} from "../../../fleet/charts/telemetry-vocabulary.ts";
import { MONITORING_NAMESPACE, TELEMETRY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnObject, AddOnWish } from "../contract.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";
import { METRICS_PORTS, metricsEndpoints } from "../metrics/endpoints.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { GATEWAY_METRICS_PORT, gatewayConfig } from "./gateway-config.ts";
import { OPERATOR, operatorValues } from "./opentelemetry-values.ts";
import { TRACES_NAMESPACE } from "./tempo-address.ts";

type Context = AddOnContext<"opentelemetry">;

/** Pods of the gateway. */
const GATEWAY = { [APP_COMPONENT_LABEL]: OTEL_COLLECTOR_COMPONENT };

/** @see https://opentelemetry.io/docs/collector/internal-telemetry/ */
const METRICS = [
  "otelcol_exporter_send_failed_spans_total",
  "otelcol_receiver_accepted_spans_total",
  "otelcol_receiver_refused_spans_total",
  "traces_span_metrics_calls_total",
  "traces_span_metrics_duration_seconds_bucket",
  "traces_span_metrics_duration_seconds_count",
] as const;

/**
 * Takes spans from tenants, and puts what makes them into programs that ask for it. One gateway for all: it knows by the
 * address of a sender whose it is.
 *
 * @see https://opentelemetry.io/docs/platforms/kubernetes/operator/
 */
export const opentelemetry: AddOn<"opentelemetry"> = {
  contract: {
    name: "opentelemetry",
    purpose: "Takes traces from tenants' programs, counts them, and hands them to Tempo.",
    chart: "opentelemetry-operator",
    namespace: TELEMETRY_NAMESPACE,
    podSecurity: "restricted",
    requires: ["cert-manager", "tempo"],
    after: ["prometheus-operator-crds", "victoria-metrics"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      webhook: { from: "api-server", port: 9443, pods: OPERATOR },
      "operator's metrics": { from: "metrics", port: 8443, pods: OPERATOR },
      spans: { from: "tenants", ports: Object.values(OTLP_PORTS), pods: GATEWAY },
      tempo: { to: "namespace", namespace: TRACES_NAMESPACE, ports: [TEMPO_PORTS.otlp], pods: GATEWAY },
      "metrics of spans": {
        to: "namespace",
        namespace: MONITORING_NAMESPACE,
        ports: [METRICS_PORTS.single, METRICS_PORTS.insert],
        pods: GATEWAY,
      },
      "gateway's metrics": { from: "metrics", port: GATEWAY_METRICS_PORT, pods: GATEWAY },
    },
    webhook: {
      kind: "mutating",
      configuration: "opentelemetry-operator-mutation",
      probe: {
        apiVersion: OTEL_INSTRUMENTATION_API,
        kind: "Instrumentation",
        namespaced: true,
        body: { spec: {} },
      },
    },
    ready: { kind: "release", what: "the operator's pods are ready; it then makes the gateway" },
    teardown: { first: ["gateway"], stays: ["its kinds, and with them collectors of others"] },
    backup: "It keeps nothing.",
    notes: [
      "Programs send OTLP to `gateway-collector.opentelemetry:4317` (gRPC) or `:4318` (HTTP); tenants' policies let them.",
      "A pod with the annotation `instrumentation.opentelemetry.io/inject-java: opentelemetry/platform` (or `-nodejs`, `-python`, `-dotnet`) is traced without a change of its program.",
      "`tenant` and the names of namespace and pod are set by the gateway from the address a span comes from; what the sender says of them is thrown away.",
      "Metrics of spans count all of them, whatever part of the traces is kept; names of spans are left out of them.",
      "Each tenant has at most 1000 series of metrics of its spans in each gateway; what is above is counted in one more, `otel_metric_overflow`. Nothing bounds how many spans a tenant sends.",
      "Its webhook for pods may fail: a pod then starts without what would trace it.",
    ],
    metrics: METRICS,
    timeoutSeconds: 600,
  },
  values: (context) => operatorValues(context, workloads(context).operator),
  objects: (context) => [gateway(context), instrumentation()],
  workloads,
  rules,
};

function workloads({ settings }: Pick<AddOnWish, "settings">): {
  readonly operator: Workload;
  readonly gateway: Workload;
} {
  const { replicas } = settings;
  return {
    operator: { kind: "Deployment", replicas: Math.min(2, replicas), cpuMillicores: 50, memoryMiB: 256 },
    gateway: { kind: "Deployment", replicas, cpuMillicores: 100, memoryMiB: 512 },
  };
}

function gateway(context: Context): AddOnObject {
  const { settings, own, facts, has } = context;
  const workload = workloads(context).gateway;
  const config = gatewayConfig({
    labels: settings.labels,
    samplePercent: own.samplePercent,
    ...(has("victoria-metrics") ? { metrics: spanMetricsAddress(settings) } : {}),
    ipv6: facts.ipFamily === "ipv6",
  });
  return {
    role: "gateway",
    apiVersion: OTEL_COLLECTOR_API,
    kind: "OpenTelemetryCollector",
    name: "gateway",
    namespaced: true,
    body: {
      spec: {
        mode: "deployment",
        managementState: "managed",
        // The catalog upgrades it: the operator would change what stands here.
        upgradeStrategy: "none",
        replicas: workload.replicas,
        resources: resourcesOf(workload),
        priorityClassName: PLATFORM_PRIORITY,
        podDisruptionBudget: { maxUnavailable: 1 },
        topologySpreadConstraints: spread(GATEWAY),
        podSecurityContext: { runAsNonRoot: true, seccompProfile: HARDENED_CONTAINER.seccompProfile },
        securityContext: HARDENED_CONTAINER,
        observability: { metrics: { enableMetrics: has("prometheus-operator-crds") } },
        config,
      },
    },
  };
}

/** A cluster of stores takes OpenTelemetry beside what it takes in the words of Prometheus, not below it. */
function spanMetricsAddress(settings: Context["settings"]): string {
  return `${metricsEndpoints(settings).insert.replace(/\/prometheus$/, "")}/opentelemetry/v1/metrics`;
}

/** What a pod gets that asks to be traced. All spans are sent: the gateway counts them before it keeps some. */
function instrumentation(): AddOnObject {
  return {
    role: "instrumentation",
    apiVersion: OTEL_INSTRUMENTATION_API,
    kind: "Instrumentation",
    name: "platform",
    namespaced: true,
    body: {
      spec: {
        exporter: { endpoint: `http://gateway-collector.${TELEMETRY_NAMESPACE}.svc:${OTLP_PORTS.http}` },
        // Each language has a default of its own, and some speak gRPC to the port for HTTP.
        env: [
          { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "http/protobuf" },
          { name: "OTEL_METRICS_EXPORTER", value: "none" },
          { name: "OTEL_LOGS_EXPORTER", value: "none" },
        ],
        propagators: ["tracecontext", "baggage"],
        sampler: { type: "parentbased_always_on" },
      },
    },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "atoll-opentelemetry",
      rules: [
        {
          alert: "TracesDropped",
          expr: "sum by (cluster) (rate(otelcol_exporter_send_failed_spans_total[10m])) > 0",
          for: "15m",
          severity: "warning",
          summary: "The gateway of {{ $labels.cluster }} cannot hand spans on, and drops them.",
        },
        {
          alert: "TracesRefused",
          expr: "sum by (cluster) (rate(otelcol_receiver_refused_spans_total[10m])) / (sum by (cluster) (rate(otelcol_receiver_accepted_spans_total[10m])) + sum by (cluster) (rate(otelcol_receiver_refused_spans_total[10m]))) > 0.05",
          for: "15m",
          severity: "warning",
          summary:
            "The gateway of {{ $labels.cluster }} refuses {{ $value | humanizePercentage }} of all spans.",
        },
      ],
    },
  ];
}
