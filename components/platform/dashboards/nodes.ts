import type { Dashboard } from "./dashboard.ts";

/** The machines: whether they are ready, and how busy, full and well they are. */
export const nodesDashboard: Dashboard = {
  uid: "atoll-nodes",
  title: "Nodes",
  description: "Machines of one cluster.",
  about: ["node-exporter", "node-problem-detector", "nvidia-device-plugin", "volume-snapshots"],
  rows: [
    {
      title: "State",
      panels: [
        {
          title: "Nodes",
          description: "Nodes that the API server knows.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(kube_node_info)", legend: "nodes" }],
        },
        {
          title: "Not ready",
          description: "Nodes that are not ready; after ten minutes an alert fires.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'count(kube_node_status_condition{condition="Ready", status="true"} == 0) or vector(0)',
              legend: "not ready",
            },
          ],
          limits: { warn: 1, bad: 1.5 },
        },
        {
          title: "Cordoned",
          description: "Nodes that take no new pods, because somebody or something drains them.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "sum(kube_node_spec_unschedulable)", legend: "cordoned" }],
        },
        {
          title: "Younger than a day",
          description: "Nodes that were made within a day: all of them after an upgrade, few on other days.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(time() - kube_node_created < 86400) or vector(0)", legend: "young" }],
        },
      ],
    },
    {
      title: "Use",
      panels: [
        {
          title: "Processors",
          description: "Share of processor time that is not idle, by node.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
              legend: "{{instance}}",
            },
          ],
        },
        {
          title: "Memory",
          description: "Share of memory that is not available, by node.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
              legend: "{{instance}}",
            },
          ],
        },
        {
          title: "Disks",
          description: "Share of each node's own disk that is used; at 85 % an alert fires.",
          kind: "bargauge",
          unit: "percentunit",
          queries: [
            {
              expr: 'topk(20, 1 - node_filesystem_avail_bytes{mountpoint="/", fstype!=""} / node_filesystem_size_bytes{mountpoint="/", fstype!=""})',
              legend: "{{instance}}",
            },
          ],
          limits: { warn: 0.75, bad: 0.85 },
        },
        {
          title: "Network",
          description: "What each node receives (above) and sends, over all its interfaces but loopback.",
          kind: "timeseries",
          unit: "Bps",
          queries: [
            {
              expr: 'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[5m]))',
              legend: "{{instance}} in",
            },
            {
              expr: 'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[5m]))',
              legend: "{{instance}} out",
            },
          ],
        },
      ],
    },
  ],
};
