import type { AlertCase } from "./rule-case.ts";

const push = (code: number, perMinute: number) => ({
  [`loki_request_duration_seconds_count{cluster="a",route="loki_api_v1_push",status_code="${code}"}`]: `0+${perMinute}x90`,
});

/** Queries of which all take between so many seconds, and twice as many. */
const queries = (seconds: number, route = "loki_api_v1_query_range") => ({
  [`loki_request_duration_seconds_bucket{cluster="a",route="${route}",le="${seconds}"}`]: "0x90",
  [`loki_request_duration_seconds_bucket{cluster="a",route="${route}",le="${2 * seconds}"}`]: "0+60x90",
  [`loki_request_duration_seconds_bucket{cluster="a",route="${route}",le="+Inf"}`]: "0+60x90",
});

const spans = (refused: number) => ({
  'otelcol_receiver_refused_spans_total{cluster="a"}': `0+${refused}x60`,
  'otelcol_receiver_accepted_spans_total{cluster="a"}': `0+${100 - refused}x60`,
});

const cluster = { cluster: "a" };

export const LOG_AND_TRACE_CASES: readonly AlertCase[] = [
  {
    alert: "LogsDropped",
    series: { 'loki_write_dropped_entries_total{cluster="a",tenant="acme",reason="rate_limited"}': "0+1x60" },
    at: "30m",
    fires: [
      {
        severity: "warning",
        labels: { ...cluster, tenant: "acme", reason: "rate_limited" },
        summary: "Logs of acme in a are lost: rate_limited.",
      },
    ],
    quiet: { 'loki_write_dropped_entries_total{cluster="a",tenant="acme",reason="rate_limited"}': "7x60" },
  },
  {
    alert: "LogsNotCollected",
    series: { 'loki_write_sent_entries_total{cluster="a",pod="alloy-1"}': "5x90" },
    at: "70m",
    fires: [
      {
        severity: "warning",
        labels: { ...cluster, pod: "alloy-1" },
        summary: "Collector alloy-1 in a has sent no line for half an hour.",
      },
    ],
    quiet: { 'loki_write_sent_entries_total{cluster="a",pod="alloy-1"}': "0+1x90" },
  },
  {
    alert: "LogsNotWritten",
    series: { ...push(204, 80), ...push(500, 20) },
    at: "30m",
    fires: [
      { severity: "critical", labels: cluster, summary: "Loki of a fails 20% of what is written to it." },
    ],
    quiet: { ...push(204, 80), ...push(429, 50) },
  },
  {
    alert: "LogQueriesSlow",
    series: queries(20),
    at: "50m",
    fires: [
      {
        severity: "warning",
        labels: cluster,
        summary: "One in twenty queries of logs in a takes longer than 10 seconds.",
      },
    ],
    quiet: { ...queries(2), ...queries(20, "loki_api_v1_tail") },
  },
  {
    alert: "LogsOfTenantRefused",
    series: { 'loki_discarded_samples_total{cluster="a",tenant="acme",reason="rate_limited"}': "0+1x60" },
    at: "30m",
    fires: [
      {
        severity: "warning",
        labels: { ...cluster, tenant: "acme", reason: "rate_limited" },
        summary: "Loki of a refuses logs of acme: rate_limited.",
      },
    ],
    quiet: { 'loki_discarded_samples_total{cluster="a",tenant="acme",reason="line_too_long"}': "0+1x60" },
  },
  {
    alert: "LogRetentionStopped",
    series: {
      'loki_compactor_apply_retention_last_successful_run_timestamp_seconds{cluster="a"}': "60x1600",
    },
    at: "26h",
    fires: [
      { severity: "warning", labels: cluster, summary: "Loki of a has not let old logs go for a day." },
    ],
    // An ordinary instance, which has never compacted, says 0.
    quiet: { 'loki_compactor_apply_retention_last_successful_run_timestamp_seconds{cluster="a"}': "0x1600" },
  },
  {
    alert: "TracesDropped",
    series: { 'otelcol_exporter_send_failed_spans_total{cluster="a"}': "0+1x60" },
    at: "30m",
    fires: [
      {
        severity: "warning",
        labels: cluster,
        summary: "The gateway of a cannot hand spans on, and drops them.",
      },
    ],
    quiet: { 'otelcol_exporter_send_failed_spans_total{cluster="a"}': "4x60" },
  },
  {
    alert: "TracesRefused",
    series: spans(20),
    at: "30m",
    fires: [{ severity: "warning", labels: cluster, summary: "The gateway of a refuses 20% of all spans." }],
    quiet: spans(3),
  },
  {
    alert: "TracesNotStored",
    series: { 'tempo_ingester_failed_flushes_total{cluster="a"}': "0+1x60" },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: cluster,
        summary: "Tempo of a cannot write traces to where it keeps them.",
      },
    ],
    quiet: { 'tempo_ingester_failed_flushes_total{cluster="a"}': "0x10 1x50" },
  },
  {
    alert: "TracesNotFound",
    series: { 'tempodb_blocklist_poll_errors_total{cluster="a"}': "0+1x60" },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: cluster,
        summary: "Tempo of a cannot list what it keeps: queries miss traces.",
      },
    ],
    quiet: { 'tempodb_blocklist_poll_errors_total{cluster="a"}': "0x10 1x50" },
  },
];
