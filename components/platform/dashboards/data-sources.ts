/** Where Grafana reads, by the names that people see and the ids that links and dashboards use. */
export const DATA_SOURCES = {
  metrics: { name: "Metrics", uid: "metrics", type: "prometheus" },
  logs: { name: "Logs", uid: "logs", type: "loki" },
  traces: { name: "Traces", uid: "traces", type: "tempo" },
} as const;
