import type { Dashboard } from "./dashboard.ts";

/** The way in: the gateway and the load balancer before it. */
export const ingressDashboard: Dashboard = {
  uid: "atoll-ingress",
  title: "Ingress",
  description: "Requests at the gateway, whoever they are for.",
  about: ["aws-load-balancer-controller", "external-dns", "gateway-api", "traefik"],
  rows: [
    {
      title: "Gateway",
      panels: [
        {
          title: "Requests",
          description: "Requests by the port at which they come in.",
          kind: "timeseries",
          unit: "reqps",
          queries: [
            {
              expr: "sum by (entrypoint) (rate(traefik_entrypoint_requests_total[5m]))",
              legend: "{{entrypoint}}",
            },
          ],
        },
        {
          title: "By code",
          description: "Requests by code of the answer.",
          kind: "timeseries",
          unit: "reqps",
          queries: [
            {
              expr: 'sum by (code) (rate(traefik_entrypoint_requests_total{entrypoint="websecure"}[5m]))',
              legend: "{{code}}",
            },
          ],
        },
        {
          title: "Server errors",
          description: "Share of requests that end in a server error; the target is one in a thousand.",
          kind: "timeseries",
          unit: "percentunit",
          queries: [
            {
              expr: "sum(cluster:gateway_errors:rate5m) / sum(cluster:gateway_requests:rate5m)",
              legend: "errors",
            },
          ],
        },
        {
          title: "Duration",
          description:
            "One in twenty requests to a service takes longer than this; the ten slowest services.",
          kind: "bargauge",
          unit: "s",
          queries: [
            {
              expr: "topk(10, max by (tenant, service) (tenant_service:gateway_latency_seconds:p95))",
              legend: "{{tenant}} {{service}}",
            },
          ],
          limits: { warn: 0.1, bad: 1 },
        },
      ],
    },
    {
      title: "Pods of the gateway",
      panels: [
        {
          title: "Processors",
          description: "Processors that each pod of the gateway uses.",
          kind: "timeseries",
          unit: "short",
          queries: [
            {
              expr: 'sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="traefik", container!=""}[5m]))',
              legend: "{{pod}}",
            },
          ],
        },
        {
          title: "Open connections",
          description: "Connections that are open now, by the port at which they came in.",
          kind: "timeseries",
          unit: "short",
          queries: [{ expr: "sum by (entrypoint) (traefik_open_connections)", legend: "{{entrypoint}}" }],
        },
      ],
    },
  ],
};
