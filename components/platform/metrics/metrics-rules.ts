import type { AddOnGround } from "../contract.ts";
import type { AlertRule, RuleGroup } from "../rules.ts";
import { WATCHDOG } from "./alert-routing.ts";

/** What only the metrics store knows of itself: that it loses samples, that it fills, and that nobody is told. */
export function metricsRules({
  settings: { centralMetrics },
}: AddOnGround<"victoria-metrics">): readonly RuleGroup[] {
  const senders = centralMetrics?.role === "receiver" ? centralMetrics.senders : [];
  const rules = [...ALERTING, ...STORING, ...senders.map(({ cluster }) => silentCluster(cluster))];
  return [{ name: "metrics-and-alerting", rules }];
}

const ALERTING: readonly AlertRule[] = [
  {
    alert: WATCHDOG,
    expr: "vector(1)",
    severity: "info",
    summary: "Always fires, so that its silence tells that alerting is broken.",
  },
  {
    alert: "AlertsNotSent",
    expr: "sum by (integration) (rate(alertmanager_notifications_failed_total[15m])) > 0",
    for: "15m",
    severity: "critical",
    summary: "Alerts don't reach people by {{ $labels.integration }}.",
  },
  {
    alert: "RulesNotEvaluated",
    expr: "sum(increase(vmalert_alerting_rules_errors_total[15m]) or increase(vmalert_recording_rules_errors_total[15m])) > 0",
    for: "15m",
    severity: "warning",
    summary: "Rules fail to be evaluated, so alerts may stay silent.",
  },
];

const STORING: readonly AlertRule[] = [
  {
    alert: "MetricsDropped",
    expr: "sum by (pod) (increase(vmagent_remotewrite_packets_dropped_total[15m])) > 0",
    severity: "critical",
    summary: "Agent {{ $labels.pod }} drops samples: the store does not take them, and the queue is full.",
  },
  {
    alert: "MetricsStoreNearlyFull",
    // Free space has the label of a path, what is used that of a kind.
    expr: "sum by (pod) (vm_free_disk_space_bytes) / (sum by (pod) (vm_free_disk_space_bytes) + sum by (pod) (vm_data_size_bytes)) < 0.1",
    for: "30m",
    severity: "warning",
    summary: "Less than 10 % of the volume of {{ $labels.pod }} is free; at the end it takes no samples.",
  },
];

/** On the management cluster: one for each cluster that sends, by the requests it makes, for what is gone has none. */
function silentCluster(cluster: string): AlertRule {
  const requests = `vmauth_user_requests_total{username="${cluster}"}`;
  return {
    alert: "ClusterSilent",
    expr: `sum(rate(${requests}[10m])) == 0 or absent(${requests})`,
    for: "10m",
    severity: "critical",
    summary: `No metrics have come from ${cluster} for twenty minutes.`,
    labels: { cluster, scope: "cluster" },
  };
}
