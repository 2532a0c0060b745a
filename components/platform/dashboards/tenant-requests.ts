import type { Dashboard, Panel, Variable } from "./dashboard.ts";

/** Who a series is about. */
const SERVICE = "{{tenant}} {{service}}";

/** How many requests come in to the tenants that match, and how many of them fail. */
function requests(tenant: string): readonly Panel[] {
  const of = `{tenant=~"${tenant}"}`;
  const all = `sum by (tenant, service) (tenant_service:gateway_requests:rate5m${of})`;
  const failed = `sum by (tenant, service) (tenant_service:gateway_errors:rate5m${of})`;
  return [
    {
      title: "Requests",
      description: "Requests that come in, by tenant and service.",
      kind: "timeseries",
      unit: "reqps",
      queries: [{ expr: all, legend: SERVICE }],
    },
    {
      title: "Errors",
      description: "Share of requests that end in a server error; the target is one in a thousand.",
      kind: "timeseries",
      unit: "percentunit",
      queries: [{ expr: `${failed} / ${all}`, legend: SERVICE }],
    },
  ];
}

/** How long they take. */
function durations(tenant: string): readonly Panel[] {
  const of = (quantile: string): string =>
    `max by (tenant, service) (tenant_service:gateway_latency_seconds:${quantile}{tenant=~"${tenant}"})`;
  return [
    {
      title: "Duration, median",
      description: "Half of all requests take longer than this.",
      kind: "timeseries",
      unit: "s",
      queries: [{ expr: of("p50"), legend: SERVICE }],
    },
    {
      title: "Duration, 95 in a hundred",
      description: "One in twenty requests takes longer than this; the target is a tenth of a second.",
      kind: "timeseries",
      unit: "s",
      queries: [{ expr: of("p95"), legend: SERVICE }],
    },
  ];
}

/** Namespaces of tenants are named `<tenant>--<environment>`. */
const namespaces = (tenant: string): string => `namespace=~"(${tenant})--.+"`;

/** What pods of a tenant use. */
function use(tenant: string): readonly Panel[] {
  const of = `{${namespaces(tenant)}, container!=""}`;
  return [
    {
      title: "Processors",
      description: "Processors that pods use, by namespace.",
      kind: "timeseries",
      unit: "short",
      queries: [
        {
          expr: `sum by (namespace) (rate(container_cpu_usage_seconds_total${of}[5m]))`,
          legend: "{{namespace}}",
        },
      ],
    },
    {
      title: "Memory",
      description: "Memory that pods hold, by namespace.",
      kind: "timeseries",
      unit: "bytes",
      queries: [
        {
          expr: `sum by (namespace) (container_memory_working_set_bytes${of})`,
          legend: "{{namespace}}",
        },
      ],
    },
  ];
}

/** What keeps them from running. */
function trouble(tenant: string): readonly Panel[] {
  const of = namespaces(tenant);
  const quota = (type: string): string =>
    `max by (namespace, resource) (kube_resourcequota{${of}, type="${type}"})`;
  return [
    {
      title: "Restarts",
      description: "Restarts of containers within half an hour, by pod.",
      kind: "timeseries",
      unit: "short",
      queries: [
        {
          expr: `sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${of}}[30m])) > 0`,
          legend: "{{namespace}}/{{pod}}",
        },
      ],
    },
    {
      title: "Quotas",
      description: "Share of each quota that is used; at nine tenths the next deployment may not fit.",
      kind: "bargauge",
      unit: "percentunit",
      queries: [
        {
          expr: `topk(10, ${quota("used")} / (${quota("hard")} > 0))`,
          legend: "{{namespace}} {{resource}}",
        },
      ],
      limits: { warn: 0.8, bad: 0.9 },
    },
  ];
}

const TENANT: Variable = {
  name: "tenant",
  label: "Tenant",
  metric: "tenant_service:gateway_requests:rate5m",
  of: "tenant",
};

function dashboard(uid: string, title: string, tenant: string): Dashboard {
  return {
    uid,
    title,
    description: "Rate, errors and duration of requests, and what pods use of their quotas.",
    about: ["opentelemetry", "pyrra", "tempo", "traefik"],
    rows: [
      { title: "Requests", panels: [...requests(tenant), ...durations(tenant)] },
      { title: "Use", panels: [...use(tenant), ...trouble(tenant)] },
    ],
  };
}

/** Rate, errors and duration of all tenants. */
export const tenantRequestsDashboard: Dashboard = {
  ...dashboard("atoll-tenants", "Requests by tenant", "$tenant"),
  variables: [TENANT],
};

/** The same for one tenant, for the folder of that tenant. */
export function dashboardOfTenant(tenant: string): Dashboard {
  return dashboard(`tenant-${tenant}`, `Requests of ${tenant}`, tenant);
}
