import type { Dashboard } from "./dashboard.ts";

/** One cluster as a whole: whether it takes orders, whether pods run, and how much room is left. */
export const clusterDashboard: Dashboard = {
  uid: "atoll-cluster",
  title: "Cluster",
  description: "API server, pods and room of one cluster.",
  about: ["alloy", "kube-state-metrics", "loki", "metrics-server", "reloader", "trivy-operator"],
  rows: [
    {
      title: "API server",
      panels: [
        {
          title: "Requests",
          description: "Requests to the API server by verb.",
          kind: "timeseries",
          unit: "reqps",
          queries: [{ expr: "sum by (verb) (rate(apiserver_request_total[5m]))", legend: "{{verb}}" }],
        },
        {
          title: "Server errors",
          description: "Share of requests that the API server itself fails; above 3 % an alert fires.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: 'sum(rate(apiserver_request_total{code=~"5.."}[5m])) / sum(rate(apiserver_request_total[5m]))',
              legend: "errors",
            },
          ],
        },
      ],
    },
    {
      title: "Pods",
      panels: [
        {
          title: "By phase",
          description: "Pods by phase; many that pend have no room, or no image.",
          kind: "timeseries",
          unit: "short",
          queries: [{ expr: "sum by (phase) (kube_pod_status_phase)", legend: "{{phase}}" }],
        },
        {
          title: "Restarts",
          description: "Containers that restarted within half an hour, the ten with most.",
          kind: "bargauge",
          unit: "short",
          queries: [
            {
              expr: "topk(10, sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[30m])) > 0)",
              legend: "{{namespace}}/{{pod}}",
            },
          ],
          limits: { warn: 2, bad: 5 },
        },
      ],
    },
    {
      title: "Logs and images",
      panels: [
        {
          title: "Lines that are lost",
          description:
            "Lines of logs that were dropped on their way, by tenant: above its limit, or nobody took them.",
          kind: "timeseries",
          unit: "ops",
          queries: [
            {
              expr: "sum by (tenant) (rate(loki_write_dropped_entries_total[5m]))",
              legend: "{{tenant}} dropped",
            },
            {
              expr: "sum by (tenant) (rate(loki_discarded_samples_total[5m]))",
              legend: "{{tenant}} refused",
            },
          ],
        },
        {
          title: "Critical weaknesses",
          description: "Known critical weaknesses of the images that run, the ten namespaces with most.",
          kind: "bargauge",
          unit: "short",
          queries: [
            {
              expr: 'topk(10, sum by (namespace) (trivy_image_vulnerabilities{severity="Critical"}))',
              legend: "{{namespace}}",
            },
          ],
          limits: { warn: 1, bad: 10 },
        },
      ],
    },
    {
      title: "Room",
      panels: [
        {
          title: "Processors asked for",
          description: "Share of the nodes' processors that pods have asked for.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: 'sum(kube_pod_container_resource_requests{resource="cpu"}) / sum(kube_node_status_allocatable{resource="cpu"})',
              legend: "asked for",
            },
          ],
        },
        {
          title: "Memory asked for",
          description: "Share of the nodes' memory that pods have asked for.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: 'sum(kube_pod_container_resource_requests{resource="memory"}) / sum(kube_node_status_allocatable{resource="memory"})',
              legend: "asked for",
            },
          ],
        },
        {
          title: "Quotas",
          description: "The ten quotas that are used most; at nine tenths the next deployment may not fit.",
          kind: "bargauge",
          unit: "percentunit",
          queries: [
            {
              expr: 'topk(10, max by (namespace, resource) (kube_resourcequota{type="used"}) / (max by (namespace, resource) (kube_resourcequota{type="hard"}) > 0))',
              legend: "{{namespace}} {{resource}}",
            },
          ],
          limits: { warn: 0.8, bad: 0.9 },
        },
        {
          title: "Volumes",
          description: "The ten volumes with least space left.",
          kind: "bargauge",
          unit: "percentunit",
          queries: [
            {
              expr: "topk(10, 1 - max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes) / max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes))",
              legend: "{{namespace}}/{{persistentvolumeclaim}}",
            },
          ],
          limits: { warn: 0.8, bad: 0.95 },
        },
      ],
    },
  ],
};
