import type { AlertRule, RuleGroup } from "../../rules.ts";
import { withTenant } from "../../tenant-label.ts";
import type { WatchedPlatform } from "./watched-platform.ts";

/** Share of a quota at which somebody hears of it: the next deployment may not fit. */
const QUOTA_SHARE = 0.9;

const quota = (type: string): string =>
  `max by (namespace, resourcequota, resource) (kube_resourcequota{type="${type}"})`;

/** Namespaces of tenants: their names alone hold two hyphens in a row. */
const OF_TENANTS = 'namespace=~".+--.+"';
const OF_PLATFORM = 'namespace!~".+--.+"';

/** A Deployment that wants pods and has none; in a tenant's namespace a wrong image is enough, and wakes up nobody. */
function unavailable(severity: "critical" | "warning", namespaces: string): AlertRule {
  const sum = (metric: string): string => `sum by (namespace, deployment) (${metric}{${namespaces}})`;
  return {
    alert: "WorkloadUnavailable",
    expr: withTenant(
      `${sum("kube_deployment_status_replicas_available")} == 0 and ${sum("kube_deployment_spec_replicas")} > 0`,
    ),
    for: "10m",
    severity,
    summary: "No pod of {{ $labels.namespace }}/{{ $labels.deployment }} is available.",
  };
}

/** Pods and what makes them, of the platform and of tenants; the latter carry the tenant they belong to. */
const WORKLOADS: readonly AlertRule[] = [
  {
    alert: "PodRestartLoop",
    expr: withTenant(
      "sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total[30m])) > 5",
    ),
    for: "10m",
    severity: "warning",
    summary:
      "{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} has restarted {{ $value | humanize }} times in half an hour.",
  },
  unavailable("critical", OF_PLATFORM),
  unavailable("warning", OF_TENANTS),
  {
    alert: "StatefulSetIncomplete",
    expr: withTenant(
      "sum by (namespace, statefulset) (kube_statefulset_status_replicas_ready) < sum by (namespace, statefulset) (kube_statefulset_replicas)",
    ),
    for: "20m",
    severity: "warning",
    summary: "Not all pods of {{ $labels.namespace }}/{{ $labels.statefulset }} are ready.",
  },
  {
    alert: "RolloutStuck",
    expr: withTenant(
      'max by (namespace, deployment) (kube_deployment_status_condition{condition="Progressing",status="false"}) == 1',
    ),
    for: "5m",
    severity: "warning",
    summary: "The rollout of {{ $labels.namespace }}/{{ $labels.deployment }} does not go on.",
  },
  {
    alert: "PodUnschedulable",
    expr: withTenant("sum by (namespace, pod) (kube_pod_status_unschedulable) > 0"),
    for: "15m",
    severity: "warning",
    summary: "No node takes {{ $labels.namespace }}/{{ $labels.pod }}.",
  },
  {
    alert: "QuotaNearlyUsed",
    expr: withTenant(`${quota("used")} / (${quota("hard")} > 0) > ${QUOTA_SHARE}`),
    for: "1h",
    severity: "warning",
    summary:
      "{{ $labels.namespace }} uses {{ $value | humanizePercentage }} of {{ $labels.resource }} in quota {{ $labels.resourcequota }}.",
  },
];

const CLAIM = "max by (namespace, persistentvolumeclaim)";
const left = (free: string, all: string): string => `${CLAIM} (${free}) / ${CLAIM} (${all})`;

const SPACE = left("kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes");
const INODES = left("kubelet_volume_stats_inodes_free", "(kubelet_volume_stats_inodes > 0)");

/** A small share alone says little of a large volume that hardly grows, so the slow alert looks four days ahead. */
const VOLUMES: readonly AlertRule[] = [
  {
    alert: "VolumeNearlyFull",
    expr: withTenant(`(${SPACE} < 0.05 or ${INODES} < 0.05)`),
    for: "5m",
    severity: "critical",
    summary:
      "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left.",
  },
  {
    alert: "VolumeNearlyFull",
    expr: withTenant(
      `(${SPACE} < 0.2 and ${CLAIM} (predict_linear(kubelet_volume_stats_available_bytes[6h], 4 * 86400)) < 0)`,
    ),
    for: "1h",
    severity: "warning",
    summary:
      "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left and is full within four days.",
  },
];

/** What is watched of pods, of what makes them, and of their volumes. */
export function workloadRules({ has }: Pick<WatchedPlatform, "has">): readonly RuleGroup[] {
  return [
    ...(has("kube-state-metrics") ? [{ name: "atoll-workloads", rules: WORKLOADS }] : []),
    { name: "atoll-volumes", rules: VOLUMES },
  ];
}
