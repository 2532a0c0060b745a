import type { RuleGroup } from "../rules.ts";

/** Series of Loki that the rules read. @see https://grafana.com/docs/loki/latest/operations/observability/ */
export const LOKI_METRICS = [
  "loki_compactor_apply_retention_last_successful_run_timestamp_seconds",
  "loki_discarded_samples_total",
  "loki_request_duration_seconds_bucket",
  "loki_request_duration_seconds_count",
] as const;

const PUSH = 'route="loki_api_v1_push"';
const QUERIES = 'route=~"loki_api_v1_query(_range)?"';

/** What Loki alone knows: whether it takes logs, answers, and lets old ones go. */
export function lokiRules(): readonly RuleGroup[] {
  return [
    {
      name: "atoll-loki",
      rules: [
        {
          alert: "LogsNotWritten",
          expr: `sum by (cluster) (rate(loki_request_duration_seconds_count{${PUSH},status_code=~"5.."}[5m])) / sum by (cluster) (rate(loki_request_duration_seconds_count{${PUSH}}[5m])) > 0.1`,
          for: "15m",
          severity: "critical",
          summary:
            "Loki of {{ $labels.cluster }} fails {{ $value | humanizePercentage }} of what is written to it.",
        },
        {
          alert: "LogQueriesSlow",
          expr: `histogram_quantile(0.95, sum by (cluster, le) (rate(loki_request_duration_seconds_bucket{${QUERIES}}[10m]))) > 10`,
          for: "30m",
          severity: "warning",
          summary: "One in twenty queries of logs in {{ $labels.cluster }} takes longer than 10 seconds.",
        },
        {
          alert: "LogsOfTenantRefused",
          expr: 'sum by (cluster, tenant, reason) (rate(loki_discarded_samples_total{reason=~"rate_limited|stream_limit|per_stream_rate_limit"}[10m])) > 0',
          for: "15m",
          severity: "warning",
          summary:
            "Loki of {{ $labels.cluster }} refuses logs of {{ $labels.tenant }}: {{ $labels.reason }}.",
        },
        {
          alert: "LogRetentionStopped",
          expr: "time() - max by (cluster) (loki_compactor_apply_retention_last_successful_run_timestamp_seconds > 0) > 86400",
          for: "1h",
          severity: "warning",
          summary: "Loki of {{ $labels.cluster }} has not let old logs go for a day.",
        },
      ],
    },
  ];
}
