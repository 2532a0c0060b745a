/**
 * Metrics of the cluster itself that rules and dashboards read, by where they come from; those of an add-on stand in its
 * own contract. A test holds every expression against both, so a metric that nobody exposes is found before it is trusted.
 */
export const SCRAPED_METRICS = {
  /** @see https://kubernetes.io/docs/reference/instrumentation/metrics/ */
  "api-server": [
    "apiserver_flowcontrol_rejected_requests_total",
    "apiserver_request_duration_seconds_bucket",
    "apiserver_request_total",
    "apiserver_storage_size_bytes",
    "etcd_request_duration_seconds_count",
    "etcd_request_duration_seconds_sum",
  ],
  /** @see https://kubernetes.io/docs/reference/instrumentation/metrics/ */
  kubelet: [
    "kubelet_pod_start_sli_duration_seconds_bucket",
    "kubelet_pod_start_sli_duration_seconds_count",
    "kubelet_running_pods",
    "kubelet_volume_stats_available_bytes",
    "kubelet_volume_stats_capacity_bytes",
    "kubelet_volume_stats_inodes",
    "kubelet_volume_stats_inodes_free",
  ],
  /** Served by the kubelet. @see https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md */
  cadvisor: ["container_cpu_usage_seconds_total", "container_memory_working_set_bytes"],
  /** @see https://karpenter.sh/docs/reference/metrics/ */
  karpenter: [
    "karpenter_interruption_received_messages_total",
    "karpenter_nodeclaims_created_total",
    "karpenter_nodeclaims_terminated_total",
    "karpenter_nodepools_limit",
    "karpenter_nodepools_usage",
  ],
  /** @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/utils/prometheusmetrics/prometheusmetrics.go */
  "vpc-cni": [
    "awscni_assigned_ip_addresses",
    "awscni_no_available_ip_addresses",
    "awscni_total_ip_addresses",
  ],
  /** Written by what evaluates rules and what scrapes. @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
  rules: ["ALERTS", "up"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
