import type { Dashboard } from "./dashboard.ts";

/** Who speaks with whom in the mesh, and whether its parts are well. */
export const meshDashboard: Dashboard = {
  uid: "atoll-mesh",
  title: "Mesh",
  description: "Connections in the mesh, and the parts that carry them.",
  about: ["istio", "istio-ambient"],
  rows: [
    {
      title: "Connections",
      panels: [
        {
          title: "Opened, by who is called",
          description: "Connections that are opened in the mesh, by the namespace that is called.",
          kind: "timeseries",
          unit: "ops",
          queries: [
            {
              expr: 'sum by (destination_workload_namespace) (rate(istio_tcp_connections_opened_total{reporter="destination"}[5m]))',
              legend: "{{destination_workload_namespace}}",
            },
          ],
        },
        {
          title: "Without mutual TLS",
          description:
            "Connections that ztunnel saw outside mutual TLS, by the namespace that calls: to the world, or a way round.",
          kind: "timeseries",
          unit: "ops",
          queries: [
            {
              expr: 'sum by (source_workload_namespace) (rate(istio_tcp_connections_opened_total{connection_security_policy!="mutual_tls"}[5m]))',
              legend: "{{source_workload_namespace}}",
            },
          ],
        },
        {
          title: "Bytes received",
          description: "What pods in the mesh receive, by namespace.",
          kind: "timeseries",
          unit: "Bps",
          queries: [
            {
              expr: 'sum by (destination_workload_namespace) (rate(istio_tcp_received_bytes_total{reporter="destination"}[5m]))',
              legend: "{{destination_workload_namespace}}",
            },
          ],
        },
        {
          title: "Bytes sent",
          description: "What pods in the mesh answer, by namespace.",
          kind: "timeseries",
          unit: "Bps",
          queries: [
            {
              expr: 'sum by (destination_workload_namespace) (rate(istio_tcp_sent_bytes_total{reporter="destination"}[5m]))',
              legend: "{{destination_workload_namespace}}",
            },
          ],
        },
      ],
    },
    {
      title: "Parts",
      panels: [
        {
          title: "Nodes without ztunnel",
          description:
            "Nodes whose ztunnel is not there: pods of the mesh that start on them get no network.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(ztunnel_connected == 0) or vector(0)", legend: "nodes" }],
          limits: { warn: 1, bad: 1.5 },
        },
        {
          title: "Proxies connected",
          description: "Proxies that listen to the control plane: one on each node.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "sum(pilot_xds)", legend: "proxies" }],
        },
        {
          title: "Until a change has arrived",
          description: "Nine in ten changes are at all proxies after this time.",
          kind: "timeseries",
          unit: "s",
          queries: [
            {
              expr: "histogram_quantile(0.9, sum by (le) (rate(pilot_proxy_convergence_time_bucket[5m])))",
              legend: "nine in ten",
            },
          ],
        },
        {
          title: "Refused configuration",
          description: "Configuration that proxies refuse, by kind; each is a fault of ours or of Istio.",
          kind: "timeseries",
          unit: "ops",
          queries: [{ expr: "sum by (type) (rate(pilot_total_xds_rejects[5m]))", legend: "{{type}}" }],
        },
      ],
    },
  ],
};
