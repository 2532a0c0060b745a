import type { Dashboard } from "./dashboard.ts";

/** Pods and nodes that come and go with the load. */
export const autoscalingDashboard: Dashboard = {
  uid: "atoll-autoscaling",
  title: "Autoscaling",
  description: "What scales pods and nodes, and where it has come to its end.",
  about: ["keda", "keda-http", "metrics-server", "vpa"],
  rows: [
    {
      title: "Pods",
      panels: [
        {
          title: "At their highest number",
          description: "Workloads that want more pods than they may have.",
          kind: "bargauge",
          unit: "short",
          queries: [
            {
              expr: "kube_horizontalpodautoscaler_status_desired_replicas >= on (namespace, horizontalpodautoscaler) kube_horizontalpodautoscaler_spec_max_replicas",
              legend: "{{namespace}}/{{horizontalpodautoscaler}}",
            },
          ],
        },
        {
          title: "Pods of scaled workloads",
          description: "Pods that each scaled workload has.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: "sum by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_current_replicas)",
              legend: "{{namespace}}/{{horizontalpodautoscaler}}",
            },
          ],
        },
        {
          title: "Scalers that fail",
          description: "Errors of what KEDA asks for a number to scale by.",
          kind: "timeseries",
          unit: "ops",
          queries: [
            {
              expr: "sum by (exported_namespace, scaledObject) (rate(keda_scaler_detail_errors_total[5m]))",
              legend: "{{exported_namespace}}/{{scaledObject}}",
            },
          ],
        },
        {
          title: "Pods without a node",
          description: "Pods that no node takes; after a quarter of an hour an alert fires.",
          kind: "timeseries",
          unit: "short",
          queries: [{ expr: "sum by (namespace) (kube_pod_status_unschedulable)", legend: "{{namespace}}" }],
        },
      ],
    },
    {
      title: "Nodes",
      panels: [
        {
          title: "Nodes",
          description: "Nodes that there are.",
          kind: "timeseries",
          unit: "short",
          queries: [{ expr: "count(kube_node_info)", legend: "nodes" }],
        },
        {
          title: "Launched and ended",
          description:
            "Nodes that Karpenter launches and ends, an hour; clusters with other launchers show nothing.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: "sum by (nodepool) (increase(karpenter_nodeclaims_created_total[1h]))",
              legend: "{{nodepool}} launched",
            },
            {
              expr: "sum by (nodepool) (increase(karpenter_nodeclaims_terminated_total[1h]))",
              legend: "{{nodepool}} ended",
            },
          ],
        },
        {
          title: "Pools by what they may have",
          description: "Share of each pool's limit that its nodes have.",
          kind: "bargauge",
          unit: "percentunit",
          queries: [
            {
              expr: "max by (nodepool, resource_type) (karpenter_nodepools_usage) / (max by (nodepool, resource_type) (karpenter_nodepools_limit) > 0)",
              legend: "{{nodepool}} {{resource_type}}",
            },
          ],
          limits: { warn: 0.8, bad: 0.95 },
        },
        {
          title: "Taken back",
          description: "Machines that AWS takes back or works on, an hour, by reason.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: "sum by (message_type) (increase(karpenter_interruption_received_messages_total[1h]))",
              legend: "{{message_type}}",
            },
          ],
        },
      ],
    },
  ],
};
