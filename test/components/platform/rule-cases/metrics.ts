import type { AlertCase } from "./rule-case.ts";

const failed = (perMinute: number) => ({
  'alertmanager_notifications_failed_total{integration="slack"}': `0+${perMinute}x60`,
});

/** A volume of a hundred bytes. */
const store = (free: number) => ({
  'vm_free_disk_space_bytes{pod="vmstorage-0",path="/storage"}': `${free}x60`,
  'vm_data_size_bytes{pod="vmstorage-0",type="storage/big"}': `${90 - free}x60`,
  'vm_data_size_bytes{pod="vmstorage-0",type="indexdb/file"}': "10x60",
});

export const METRICS_CASES: readonly AlertCase[] = [
  {
    alert: "ClusterSilent",
    series: { 'vmauth_user_requests_total{username="shop"}': "0+10x10 100x50" },
    at: "40m",
    fires: [
      {
        severity: "critical",
        labels: { cluster: "shop", scope: "cluster" },
        summary: "No metrics have come from shop for twenty minutes.",
      },
    ],
    quiet: { 'vmauth_user_requests_total{username="shop"}': "0+10x60" },
  },
  {
    alert: "Watchdog",
    series: {},
    at: "1m",
    fires: [
      {
        severity: "info",
        summary: "Always fires, so that its silence tells that alerting is broken.",
      },
    ],
  },
  {
    alert: "AlertsNotSent",
    series: failed(1),
    at: "35m",
    fires: [
      {
        severity: "critical",
        labels: { integration: "slack" },
        summary: "Alerts don't reach people by slack.",
      },
    ],
    quiet: failed(0),
  },
  {
    alert: "RulesNotEvaluated",
    series: { 'vmalert_alerting_rules_errors_total{group="a"}': "0+1x60" },
    at: "35m",
    fires: [{ severity: "warning", summary: "Rules fail to be evaluated, so alerts may stay silent." }],
    quiet: { 'vmalert_recording_rules_errors_total{group="a"}': "5x60" },
  },
  {
    alert: "MetricsDropped",
    series: { 'vmagent_remotewrite_packets_dropped_total{pod="vmagent-0"}': "0+1x60" },
    at: "20m",
    fires: [
      {
        severity: "critical",
        labels: { pod: "vmagent-0" },
        summary: "Agent vmagent-0 drops samples: the store does not take them, and the queue is full.",
      },
    ],
    quiet: { 'vmagent_remotewrite_packets_dropped_total{pod="vmagent-0"}': "3x60" },
  },
  {
    alert: "MetricsStoreNearlyFull",
    series: store(5),
    at: "35m",
    fires: [
      {
        severity: "warning",
        labels: { pod: "vmstorage-0" },
        summary: "Less than 10 % of the volume of vmstorage-0 is free; at the end it takes no samples.",
      },
    ],
    quiet: store(20),
  },
  {
    alert: "KubeStateMetricsDown",
    series: { 'up{job="kube-state-metrics"}': "1x10 0x50" },
    at: "30m",
    fires: [
      {
        severity: "warning",
        summary: "State of objects is not read, so alerts on pods, nodes and quotas stay silent.",
      },
    ],
    quiet: { 'up{job="kube-state-metrics"}': "1x10 0x10 1x40" },
  },
  {
    alert: "NodeExporterDown",
    series: { 'up{job="node-exporter",node="a"}': "0x60", 'up{job="node-exporter",node="b"}': "1x60" },
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: { job: "node-exporter", node: "a" },
        summary: "Disks and memory of node a are not watched.",
      },
    ],
    quiet: { 'up{job="node-exporter",node="a"}': "1x60", 'up{job="other",node="a"}': "0x60" },
  },
];
