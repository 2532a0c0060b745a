import { ENVIRONMENT_LABEL, TENANT_LABEL, TIER_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

const PORT = 8080;

/** Of each kind that rules and dashboards read; Secrets and ConfigMaps are not among them. */
const COLLECTORS = [
  "certificatesigningrequests",
  "cronjobs",
  "daemonsets",
  "deployments",
  "horizontalpodautoscalers",
  "jobs",
  "limitranges",
  "mutatingwebhookconfigurations",
  "namespaces",
  "networkpolicies",
  "nodes",
  "persistentvolumeclaims",
  "persistentvolumes",
  "poddisruptionbudgets",
  "pods",
  "replicasets",
  "resourcequotas",
  "services",
  "statefulsets",
  "storageclasses",
  "validatingwebhookconfigurations",
  "volumeattachments",
] as const;

/** Labels of objects that become labels of `kube_<kind>_labels`. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  namespaces: [TENANT_LABEL, ENVIRONMENT_LABEL, TIER_LABEL],
  nodes: [
    "topology.kubernetes.io/zone",
    "node.kubernetes.io/instance-type",
    "karpenter.sh/nodepool",
    "karpenter.sh/capacity-type",
  ],
};

/**
 * What the API server knows of each object, as metrics. It lists all objects of a kind, and by default Secrets too:
 * here it has no right on these, nor on ConfigMaps.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs
 */
export const kubeStateMetrics: AddOn<"kube-state-metrics"> = {
  contract: {
    name: "kube-state-metrics",
    purpose: "State of the cluster's objects as metrics.",
    chart: "kube-state-metrics",
    namespace: "kube-state-metrics",
    podSecurity: "restricted",
    requires: ["prometheus-operator-crds"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: PORT },
    },
    ready: { kind: "release", what: "its pod is ready" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing: all it shows is read from the API server.",
    notes: [
      "One pod, whatever the service level: two would count every object twice. While it moves, its metrics have a gap.",
      "It may not read Secrets or ConfigMaps.",
    ],
    metrics: [
      "kube_cronjob_status_last_successful_time",
      "kube_daemonset_status_desired_number_scheduled",
      "kube_daemonset_status_number_ready",
      "kube_deployment_spec_replicas",
      "kube_deployment_status_condition",
      "kube_deployment_status_replicas_available",
      "kube_horizontalpodautoscaler_spec_max_replicas",
      "kube_horizontalpodautoscaler_status_current_replicas",
      "kube_horizontalpodautoscaler_status_desired_replicas",
      "kube_job_status_failed",
      "kube_namespace_labels",
      "kube_node_created",
      "kube_node_info",
      "kube_node_labels",
      "kube_node_role",
      "kube_node_spec_unschedulable",
      "kube_node_status_allocatable",
      "kube_node_status_capacity",
      "kube_node_status_condition",
      "kube_persistentvolume_capacity_bytes",
      "kube_persistentvolumeclaim_info",
      "kube_persistentvolumeclaim_status_phase",
      "kube_pod_container_resource_limits",
      "kube_pod_container_resource_requests",
      "kube_pod_container_status_last_terminated_reason",
      "kube_pod_container_status_restarts_total",
      "kube_pod_container_status_waiting_reason",
      "kube_pod_created",
      "kube_pod_info",
      "kube_pod_labels",
      "kube_pod_status_phase",
      "kube_pod_status_ready_time",
      "kube_pod_status_reason",
      "kube_pod_status_scheduled_time",
      "kube_pod_status_unschedulable",
      "kube_resourcequota",
      "kube_statefulset_replicas",
      "kube_statefulset_status_replicas_ready",
    ],
    timeoutSeconds: 300,
  },
  values,
  workloads,
  rules,
};

function workloads(): { readonly pods: Workload } {
  return { pods: { kind: "Deployment", replicas: 1, cpuMillicores: 20, memoryMiB: 256 } };
}

function values({ image, has }: AddOnContext<"kube-state-metrics">): Values {
  const { registry, path, tag } = image("kube-state-metrics:");
  return {
    image: { registry, repository: path, tag },
    replicas: 1,
    // A monitor says what is scraped; the older annotation would ask for it a second time.
    prometheusScrape: false,
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(workloads().pods),
    collectors: COLLECTORS,
    metricLabelsAllowlist: Object.entries(LABELS).map(([kind, labels]) => `${kind}=[${labels.join(",")}]`),
    prometheus: {
      // The namespace of a metric is that of the object, not that of this pod.
      monitor: { enabled: has("prometheus-operator-crds"), http: { honorLabels: true } },
    },
  };
}

function rules(): readonly RuleGroup[] {
  const job = `job="kube-state-metrics"`;
  return [
    {
      name: "kube-state-metrics",
      rules: [
        {
          alert: "KubeStateMetricsDown",
          expr: `absent(up{${job}} == 1)`,
          for: "15m",
          severity: "warning",
          summary: "State of objects is not read, so alerts on pods, nodes and quotas stay silent.",
        },
      ],
    },
  ];
}
