import { VICTORIA_API } from "../../../fleet/charts/metrics-vocabulary.ts";
import type { AddOnObject, Values } from "../contract.ts";
import { CENTRAL_NAME, METRICS_NAME, METRICS_PORTS } from "./endpoints.ts";
import {
  type MetricsContext,
  partBudget,
  podSpec,
  STORE_COPIES,
  volume,
  volumeTemplate,
} from "./metric-parts.ts";

/** Where metrics are kept: one store, or a cluster of stores of which one may be lost. */
export function metricsStore(context: MetricsContext): AddOnObject {
  const isSingle = context.settings.level.metrics === "single";
  return {
    role: "store",
    apiVersion: VICTORIA_API,
    kind: isSingle ? "VMSingle" : "VMCluster",
    name: METRICS_NAME,
    namespaced: true,
    body: { spec: isSingle ? single(context) : cluster(context) },
  };
}

/**
 * Where a management cluster keeps the metrics of its region beside its own: a second store, or another tenant of the
 * cluster of stores, which needs no object.
 */
export function centralMetricsStore(context: MetricsContext): readonly AddOnObject[] {
  const { centralMetrics, level } = context.settings;
  if (centralMetrics?.role !== "receiver" || level.metrics !== "single") return [];
  return [{ ...metricsStore(context), role: "central-store", name: CENTRAL_NAME }];
}

/** Agents scrape in pairs, so each sample comes twice: one of each interval is kept. */
function deduplication({ own }: MetricsContext): Values {
  return { "dedup.minScrapeInterval": `${own.scrapeIntervalSeconds}s` };
}

/** Metrics that come by OpenTelemetry's protocol get the names that they would have if they were scraped. */
const OTLP_NAMES: Values = { "opentelemetry.usePrometheusNaming": "true" };

/**
 * Whoever may read may also delete, with a GET, unless a key is asked for. This one is new at each look at it, so that
 * nobody knows it; names of pods or their uids would not do, for these are labels of metrics.
 *
 * @see https://docs.victoriametrics.com/victoriametrics/#security
 */
const NOBODY_DELETES: Values = { deleteAuthKey: "file:///proc/sys/kernel/random/uuid" };

function sizes({ own, settings: { level } }: MetricsContext) {
  const days = own.retentionDays ?? level.metricsRetentionDays;
  return { retentionPeriod: `${days}d`, gib: own.storageGib ?? level.metricsGib };
}

function single(context: MetricsContext): Values {
  const { retentionPeriod, gib } = sizes(context);
  return {
    ...podSpec(context, "vmsingle", "victoria-metrics:"),
    port: String(METRICS_PORTS.single),
    retentionPeriod,
    storage: volume(context, gib),
    removePvcAfterDelete: false,
    // An agent of its own scrapes, so the store needs no right in the cluster.
    ingestOnlyMode: true,
    disableAutomountServiceAccountToken: true,
    extraArgs: { ...deduplication(context), ...OTLP_NAMES, ...NOBODY_DELETES },
  };
}

function cluster(context: MetricsContext): Values {
  const { retentionPeriod, gib } = sizes(context);
  const common = { disableAutomountServiceAccountToken: true };
  return {
    retentionPeriod,
    replicationFactor: STORE_COPIES,
    useStrictSecurity: true,
    vmstorage: {
      ...podSpec(context, "vmstorage", "vmstorage:"),
      ...partBudget(context, "vmstorage"),
      ...common,
      storage: volumeTemplate(context, gib),
      extraArgs: deduplication(context),
    },
    vmselect: {
      ...podSpec(context, "vmselect", "vmselect:"),
      ...partBudget(context, "vmselect"),
      ...common,
      extraArgs: { ...deduplication(context), ...NOBODY_DELETES },
    },
    vminsert: {
      ...podSpec(context, "vminsert", "vminsert:"),
      ...partBudget(context, "vminsert"),
      ...common,
      extraArgs: OTLP_NAMES,
    },
  };
}
