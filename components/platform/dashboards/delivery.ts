import type { Dashboard } from "./dashboard.ts";

/** What is delivered from Git, and whether it is what runs. */
export const deliveryDashboard: Dashboard = {
  uid: "atoll-delivery",
  title: "GitOps",
  description: "Applications of Argo CD, and how their deployments end.",
  about: ["argo-cd"],
  rows: [
    {
      title: "Applications",
      panels: [
        {
          title: "Applications",
          description: "Applications that Argo CD looks after.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "count(argocd_app_info) or vector(0)", legend: "applications" }],
        },
        {
          title: "Not as in Git",
          description: "Applications that differ from what is in Git.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'count(argocd_app_info{sync_status!="Synced"}) or vector(0)',
              legend: "differ",
            },
          ],
          limits: { warn: 1, bad: 10 },
        },
        {
          title: "Unwell",
          description: "Applications that run, but not well.",
          kind: "stat",
          unit: "short",
          queries: [
            {
              expr: 'count(argocd_app_info{health_status!~"Healthy|Progressing|Suspended"}) or vector(0)',
              legend: "unwell",
            },
          ],
          limits: { warn: 1, bad: 10 },
        },
      ],
    },
    {
      title: "Deployments",
      panels: [
        {
          title: "By outcome",
          description: "Deployments that have ended, an hour, by how they ended.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: 'sum by (phase) (increase(argocd_app_sync_total{dry_run!="true"}[1h]))',
              legend: "{{phase}}",
            },
          ],
        },
        {
          title: "Failed, by application",
          description:
            "Deployments that failed within a day, by application; the target is one in two hundred.",
          kind: "bargauge",
          unit: "short",
          queries: [
            {
              expr: 'topk(10, sum by (name) (increase(argocd_app_sync_total{dry_run!="true", phase=~"Error|Failed"}[1d])))',
              legend: "{{name}}",
            },
          ],
          limits: { warn: 1, bad: 5 },
        },
      ],
    },
  ],
};
