import type { Dashboard } from "./dashboard.ts";

/** Every cluster whose metrics are in one store, beside the others: what a management cluster is for. */
export const fleetDashboard: Dashboard = {
  uid: "atoll-fleet",
  title: "Fleet",
  description: "Clusters whose metrics are in this store, and what fires in them.",
  about: ["prometheus-operator-crds", "victoria-metrics"],
  rows: [
    {
      title: "Now",
      panels: [
        {
          title: "Clusters",
          description: "Clusters that have written metrics within the last minutes.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(count by (cluster) (up))", legend: "clusters" }],
        },
        {
          title: "Critical alerts",
          description: "Alerts that somebody gets up for, in all clusters.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'sum(ALERTS{alertstate="firing", severity="critical"}) or vector(0)',
              legend: "critical",
            },
          ],
          limits: { warn: 1, bad: 1.5 },
        },
        {
          title: "Warnings",
          description: "Alerts for this week, in all clusters.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'sum(ALERTS{alertstate="firing", severity="warning"}) or vector(0)',
              legend: "warning",
            },
          ],
          limits: { warn: 1, bad: 20 },
        },
        {
          title: "Targets that don't answer",
          description: "What is to be scraped and is not, in all clusters: what is not seen cannot alert.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(up == 0) or vector(0)", legend: "targets" }],
          limits: { warn: 1, bad: 10 },
        },
      ],
    },
    {
      title: "By cluster",
      panels: [
        {
          title: "Firing alerts",
          description: "How many alerts fire in each cluster, by how soon somebody has to act.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: 'sum by (cluster, severity) (ALERTS{alertstate="firing"})',
              legend: "{{cluster}} {{severity}}",
            },
          ],
        },
        {
          title: "Nodes",
          description: "Nodes of each cluster.",
          kind: "timeseries",
          unit: "short",
          queries: [{ expr: "count by (cluster) (kube_node_info)", legend: "{{cluster}}" }],
        },
        {
          title: "Requests",
          description: "Requests that come in, by cluster.",
          kind: "timeseries",
          unit: "reqps",
          queries: [{ expr: "sum by (cluster) (cluster:gateway_requests:rate5m)", legend: "{{cluster}}" }],
        },
        {
          title: "Left of the error budget",
          description:
            "Share of thirty days' budget that is left, by objective; below zero the target is missed.",
          kind: "bargauge",
          unit: "percentunit",
          queries: [
            { expr: "min by (cluster, slo) (slo:error_budget:remaining)", legend: "{{cluster}} {{slo}}" },
          ],
          limits: { warn: 0.5, bad: 0.1 },
        },
      ],
    },
  ],
};
