import { parser } from "@prometheus-io/lezer-promql";
import { readOf } from "./promql.ts";

const POD = ["namespace", "pod", "uid"];

/** Labels of metrics as their sources declare them; what scraping adds comes on top. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  // https://github.com/kubernetes/kubernetes/blob/master/test/instrumentation/documentation/documentation-list.yaml
  apiserver_flowcontrol_rejected_requests_total: ["flow_schema", "priority_level", "reason"],
  apiserver_request_duration_seconds_bucket: ["verb", "resource", "subresource", "scope", "group", "le"],
  apiserver_request_total: ["code", "verb", "resource", "subresource", "scope", "group"],
  apiserver_storage_size_bytes: ["storage_cluster_id"],
  etcd_request_duration_seconds_count: ["operation", "resource", "group"],
  etcd_request_duration_seconds_sum: ["operation", "resource", "group"],
  kubelet_pod_start_sli_duration_seconds_bucket: ["le"],
  kubelet_pod_start_sli_duration_seconds_count: [],
  kubelet_running_pods: [],
  kubelet_volume_stats_available_bytes: ["namespace", "persistentvolumeclaim"],
  kubelet_volume_stats_capacity_bytes: ["namespace", "persistentvolumeclaim"],
  kubelet_volume_stats_inodes: ["namespace", "persistentvolumeclaim"],
  kubelet_volume_stats_inodes_free: ["namespace", "persistentvolumeclaim"],
  // https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
  kube_deployment_spec_replicas: ["namespace", "deployment"],
  kube_deployment_status_condition: ["namespace", "deployment", "condition", "reason", "status"],
  kube_deployment_status_replicas_available: ["namespace", "deployment"],
  kube_node_created: ["node"],
  kube_node_info: ["node"],
  kube_node_role: ["node", "role"],
  kube_node_status_allocatable: ["node", "resource", "unit"],
  kube_node_status_condition: ["node", "condition", "status"],
  kube_pod_container_status_restarts_total: [...POD, "container"],
  kube_pod_created: POD,
  kube_pod_info: [...POD, "node", "host_ip", "pod_ip", "created_by_kind", "created_by_name"],
  kube_pod_status_phase: [...POD, "phase"],
  kube_pod_status_scheduled_time: POD,
  kube_pod_status_unschedulable: POD,
  kube_resourcequota: ["namespace", "resourcequota", "resource", "type"],
  kube_statefulset_replicas: ["namespace", "statefulset"],
  kube_statefulset_status_replicas_ready: ["namespace", "statefulset"],
  // https://github.com/prometheus/node_exporter/blob/master/collector/filesystem_common.go
  node_filesystem_avail_bytes: ["device", "mountpoint", "fstype", "device_error"],
  node_filesystem_size_bytes: ["device", "mountpoint", "fstype", "device_error"],
  // https://github.com/traefik/traefik/blob/master/pkg/observability/metrics/prometheus.go
  traefik_entrypoint_requests_total: ["code", "method", "protocol", "entrypoint"],
  traefik_service_request_duration_seconds_bucket: ["code", "method", "protocol", "service", "le"],
  traefik_service_requests_total: ["code", "method", "protocol", "service"],
  // https://istio.io/latest/docs/reference/config/metrics/
  istio_request_duration_milliseconds_bucket: [
    ...["reporter", "response_code", "source_workload", "source_workload_namespace", "le"],
    ...["destination_service", "destination_service_name", "destination_service_namespace"],
  ],
  istio_requests_total: [
    ...["reporter", "response_code", "source_workload", "source_workload_namespace"],
    ...["destination_service", "destination_service_name", "destination_service_namespace"],
  ],
  // https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/
  argocd_app_info: [
    "namespace",
    "name",
    "project",
    "dest_server",
    "dest_namespace",
    "sync_status",
    "health_status",
  ],
  argocd_app_sync_total: ["namespace", "name", "project", "dest_server", "phase", "dry_run"],
  // https://github.com/aws/amazon-vpc-cni-k8s/blob/master/utils/prometheusmetrics/prometheusmetrics.go
  awscni_assigned_ip_addresses: [],
  awscni_no_available_ip_addresses: [],
  awscni_total_ip_addresses: [],
  // https://github.com/aws/karpenter-provider-aws/blob/main/pkg/controllers/interruption/metrics.go
  karpenter_interruption_received_messages_total: ["message_type"],
  // https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
  ALERTS: ["alertname", "alertstate", "severity"],
};

/** Labels that scraping gives to every series. */
const SCRAPED = ["instance", "job", "node", "namespace"];

/** Labels that rules of the platform give to what they record. */
const GIVEN = ["slo", "tenant", "service", "entrypoint"];

/** Labels that an expression matches, or goes by, though nothing in it has them. Recorded series are not looked at. */
export function strangeLabels(expr: string): readonly string[] {
  const read = readOf(expr);
  const unknown = read.metrics.filter((metric) => !metric.includes(":") && LABELS[metric] === undefined);
  const there = new Set([...SCRAPED, ...GIVEN, ...read.metrics.flatMap((metric) => LABELS[metric] ?? [])]);
  return [
    ...unknown.map((metric) => `labels of ${metric} are not known`),
    ...wrongMatchers(expr),
    ...read.grouped.filter((label) => !there.has(label)).map((label) => `nothing has a label ${label}`),
  ];
}

function wrongMatchers(expr: string): readonly string[] {
  const wrong: string[] = [];
  parser.parse(expr).iterate({
    enter({ type, node }) {
      if (type.name !== "VectorSelector") return;
      const text = (from: number, to: number): string => expr.slice(from, to);
      const name = node.getChild("Identifier");
      const metric = name === null ? "" : text(name.from, name.to);
      const known = LABELS[metric];
      if (known === undefined) return;
      const used = [...text(node.from, node.to).matchAll(/[{,]\s*(\w+)\s*[!=]/g)].map(
        ([, label = ""]) => label,
      );
      const strange = used.filter((label) => !known.includes(label) && !SCRAPED.includes(label));
      wrong.push(...strange.map((label) => `${metric} has no label ${label}`));
    },
  });
  return wrong;
}
