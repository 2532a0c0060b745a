import type { Dashboard } from "./dashboard.ts";

/** Databases of tenants and of the platform: whether they answer, follow and are archived. */
export const databasesDashboard: Dashboard = {
  uid: "atoll-databases",
  title: "Databases",
  description: "PostgreSQL by CloudNativePG.",
  about: ["cloudnative-pg"],
  rows: [
    {
      title: "State",
      panels: [
        {
          title: "Instances",
          description: "Instances that answer.",
          kind: "stat",
          unit: "short",
          queries: [{ expr: "sum(cnpg_collector_up) or vector(0)", legend: "instances" }],
        },
        {
          title: "Behind",
          description: "Seconds that replicas are behind their primary, by pod.",
          kind: "timeseries",
          unit: "s",
          queries: [
            {
              expr: "max by (namespace, pod) (cnpg_pg_replication_lag)",
              legend: "{{namespace}}/{{pod}}",
            },
          ],
        },
      ],
    },
    {
      title: "Archive",
      panels: [
        {
          title: "Archiving fails",
          description: "Whether the last attempt to archive the log failed: what is lost if the volume goes.",
          kind: "bargauge",
          unit: "bool_yes_no",
          queries: [
            {
              expr: "max by (namespace, pod) (cnpg_pg_stat_archiver_last_failed_time > bool cnpg_pg_stat_archiver_last_archived_time)",
              legend: "{{namespace}}/{{pod}}",
            },
          ],
          limits: { warn: 0.5, bad: 1 },
        },
        {
          title: "Since the last archived segment",
          description: "Time since a segment was archived, by pod.",
          kind: "timeseries",
          unit: "s",
          queries: [
            {
              expr: "time() - max by (namespace, pod) (cnpg_pg_stat_archiver_last_archived_time)",
              legend: "{{namespace}}/{{pod}}",
            },
          ],
        },
      ],
    },
  ],
};
