import { durations, requests, service } from "./gateway-series.ts";
import type { AlertCase, RecordCase, Series } from "./rule-case.ts";

/** Requests a minute, by status. */
const entry = (perMinute: Readonly<Record<number, number>>): Series =>
  Object.fromEntries(
    Object.entries(perMinute).map(([code, count]) => [
      `traefik_entrypoint_requests_total{entrypoint="websecure",code="${code}"}`,
      `0+${count}x120`,
    ]),
  );

/** Syncs a minute of a tenant's one application. */
const syncs = (tenant: string, perMinute: Readonly<Record<string, number>>, dryRun = "false"): Series => {
  const app = `project="tenants",name="${tenant}--prod.web"`;
  const counted = Object.entries(perMinute).map(([phase, count]): [string, string] => [
    `argocd_app_sync_total{${app},phase="${phase}",dry_run="${dryRun}"}`,
    `0+${count}x120`,
  ]);
  return {
    ...Object.fromEntries(counted),
    [`argocd_app_info{${app},dest_namespace="${tenant}--prod",sync_status="Synced"}`]: "1x120",
  };
};

const failingTenant = (tenant: string, share: string) => ({
  severity: "warning" as const,
  labels: { slo: "tenant-deployments", tenant, dest_namespace: `${tenant}--prod` },
  summary: `${share} of the deployments to ${tenant}--prod fail.`,
});

const podStarts = (perMinute: number, fast: number): Series => ({
  'kubelet_pod_start_sli_duration_seconds_count{instance="a"}': `0+${perMinute}x120`,
  'kubelet_pod_start_sli_duration_seconds_bucket{instance="a",le="5"}': `0+${fast}x120`,
  'kubelet_pod_start_sli_duration_seconds_bucket{instance="a",le="10"}': `0+${perMinute}x120`,
});

/** Ten pods that were made ten minutes after the start. */
const scheduled = (waitSeconds: number): Series =>
  Object.fromEntries(
    Array.from({ length: 10 }, (_, pod) => `{namespace="x",pod="${pod}",uid="${pod}"}`).flatMap((labels) => [
      [`kube_pod_created${labels}`, "_x9 600x50"],
      [`kube_pod_status_scheduled_time${labels}`, `_x9 ${600 + waitSeconds}x50`],
    ]),
  );

const web = { tenant: "acme", service: "production-web" };

export const SLO_CASES: readonly AlertCase[] = [
  {
    alert: "AvailabilityBelowTarget",
    series: entry({ 200: 98, 503: 2 }),
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "availability", entrypoint: "websecure" },
      summary: "2% of all requests to this cluster end in a server error.",
    })),
    quiet: entry({ 200: 1999, 404: 100, 503: 1 }),
  },
  {
    // Twice as fast as the budget allows: nobody gets up for that.
    alert: "AvailabilityBelowTarget",
    series: entry({ 200: 998, 503: 2 }),
    at: "70m",
    fires: [
      {
        severity: "warning",
        labels: { slo: "availability", entrypoint: "websecure" },
        summary: "0.2% of all requests to this cluster end in a server error.",
      },
    ],
    quiet: entry({ 200: 100 }),
  },
  {
    alert: "TenantErrorsAboveTarget",
    series: { ...requests(200, 95), ...requests(500, 5) },
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "tenant-availability", ...web },
      summary: "5% of the requests to production-web of acme end in a server error.",
    })),
    quiet: { ...requests(200, 100), ...requests(404, 50) },
  },
  {
    alert: "TenantLatencyAboveTarget",
    series: { ...requests(200, 100), ...durations({ "0.1": 20, "0.3": 100, "+Inf": 100 }) },
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "tenant-latency", ...web },
      summary: "80% of the requests to production-web of acme take longer than 100 ms.",
    })),
    quiet: { ...requests(200, 100), ...durations({ "0.1": 96, "0.3": 100, "+Inf": 100 }) },
  },
  {
    alert: "DeploymentsFailing",
    series: {
      ...syncs("acme", { Succeeded: 3, Failed: 1 }),
      ...syncs("rival", { Succeeded: 3, Error: 1 }),
    },
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "deployments" },
      summary: "25% of all deployments fail, and not of one tenant alone.",
    })),
    // One tenant alone, in as many syncs as it likes: that is its own affair.
    quiet: { ...syncs("acme", { Failed: 4 }), ...syncs("rival", { Succeeded: 4 }) },
  },
  {
    alert: "TenantDeploymentsFailing",
    series: {
      ...syncs("acme", { Succeeded: 3, Failed: 1 }),
      ...syncs("rival", { Succeeded: 4 }),
    },
    at: "70m",
    fires: [failingTenant("acme", "25%")],
    quiet: { ...syncs("acme", { Succeeded: 3 }), ...syncs("acme", { Failed: 1 }, "true") },
  },
  {
    // Whatever moves from one namespace to another counts for the new one alone, and stops no rule.
    alert: "TenantDeploymentsFailing",
    series: {
      ...syncs("acme", { Succeeded: 3, Failed: 1 }),
      'argocd_app_info{project="tenants",name="acme--prod.web",dest_namespace="acme--old",sync_status="Synced"}':
        "1x10 stale",
    },
    at: "70m",
    fires: [failingTenant("acme", "25%")],
    quiet: syncs("acme", { Succeeded: 4 }),
  },
  {
    alert: "PodStartsSlow",
    series: podStarts(10, 2),
    at: "70m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "pod-starts" },
      summary: "80% of the pods take longer than 5 s to start, without their images.",
    })),
    quiet: podStarts(100, 96),
  },
  {
    alert: "ScalingSlow",
    series: scheduled(180),
    at: "17m",
    fires: (["critical", "warning"] as const).map((severity) => ({
      severity,
      labels: { slo: "scaling" },
      summary: "100% of the pods wait longer than two minutes for a node.",
    })),
    quiet: scheduled(90),
  },
];

export const SLO_RECORDS: readonly RecordCase[] = [
  // Pods count for five minutes after they have found a node, and then no more.
  ...[
    { at: "16m", value: 0.033333 },
    { at: "20m", value: 0 },
  ].map(({ at, value }) => ({
    record: "slo:events:rate5m",
    series: scheduled(90),
    at,
    samples: [{ labels: '{slo="scaling"}', value }],
  })),
  {
    record: "tenant_service:gateway_requests:rate5m",
    series: {
      ...requests(200, 60),
      ...requests(500, 60),
      // Whatever a tenant calls its route and its Service, its requests stay its own.
      ...requests(
        200,
        120,
        service("x-ep-web-0-af3-svc-rival", "acme--staging", "a-ep-web-0-a-svc-rival--b-0"),
      ),
      // What is not a tenant's is not counted here.
      ...requests(200, 60, service("grafana", "grafana", "grafana")),
    },
    at: "30m",
    samples: [
      { labels: '{tenant="acme",service="production-web"}', value: 2 },
      { labels: '{tenant="acme",service="staging-a-ep-web-0-a-svc-rival--b-0"}', value: 2 },
    ],
  },
  {
    record: "tenant_service:gateway_latency_seconds:p95",
    series: durations({ "0.1": 90, "0.3": 100, "+Inf": 100 }),
    at: "30m",
    samples: [{ labels: '{tenant="acme",service="production-web"}', value: 0.2 }],
  },
  {
    record: "service:mesh_latency_seconds:p50",
    series: {
      'istio_request_duration_milliseconds_bucket{reporter="waypoint",destination_service_namespace="acme--production",destination_service_name="web",le="100"}':
        "0+60x60",
      'istio_request_duration_milliseconds_bucket{reporter="waypoint",destination_service_namespace="acme--production",destination_service_name="web",le="+Inf"}':
        "0+60x60",
      'istio_request_duration_milliseconds_bucket{reporter="source",destination_service_namespace="acme--production",destination_service_name="web",le="+Inf"}':
        "0+60x60",
    },
    at: "30m",
    samples: [
      {
        labels:
          '{tenant="acme",destination_service_namespace="acme--production",destination_service_name="web"}',
        value: 0.05,
      },
    ],
  },
  {
    record: "slo:error_budget:remaining",
    series: entry({ 200: 1999, 503: 1 }),
    at: "60m",
    samples: [{ labels: '{slo="availability",entrypoint="websecure"}', value: 0.5 }],
  },
  {
    // Ten minutes and thirty: twenty on average.
    record: "cluster:restore_seconds:mean30d",
    series: {
      'ALERTS{alertname="A",alertstate="firing",severity="critical"}': "_x9 1x9 stale _x79",
      'ALERTS{alertname="B",alertstate="firing",severity="critical"}': "_x39 1x29 stale _x29",
      'ALERTS{alertname="C",alertstate="firing",severity="warning"}': "1x100",
      'ALERTS{alertname="D",alertstate="pending",severity="critical"}': "1x100",
    },
    at: "90m",
    samples: [{ labels: "{}", value: 1200 }],
  },
];
