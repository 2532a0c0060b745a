import type { RecordingRule, RuleGroup } from "../../rules.ts";
import { withTenant } from "../../tenant-label.ts";
import type { WatchedPlatform } from "./watched-platform.ts";

/**
 * Name that Traefik gives to a Service behind a route of the Gateway API: the route in single hyphens, then the namespace
 * and the Service as they are, so the first double hyphen is the one in the name of a tenant's namespace.
 *
 * @see https://github.com/traefik/traefik/blob/master/pkg/provider/kubernetes/gateway/httproute.go
 */
const GATEWAY_SERVICE =
  "(?:[a-z0-9]+-)+ep-[a-z0-9]+-[0-9]+-[0-9a-f]+-svc-((?:[a-z0-9]+-)*[a-z0-9]+)--(.+)-[0-9]+@kubernetesgateway";

const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/** Requests of tenants as Traefik sees them, by tenant and service; a service is called `<environment>-<Service>`. */
function ofTenants(expr: string): string {
  const named = (label: string, group: number, inner: string): string =>
    `label_replace(${inner}, "${label}", "$${group}", "service", "${GATEWAY_SERVICE}")`;
  // The tenant first, for the other one changes what both are read from.
  return named("service", 2, named("tenant", 1, expr));
}

const TENANTS = `service=~"${GATEWAY_SERVICE}"`;

function rateOf(metric: string, matchers: string, by: string): string {
  return `sum by (${by}) (rate(${metric}{${matchers}}[5m]))`;
}

const TOTAL = "traefik_service_requests_total";
const BUCKET = "traefik_service_request_duration_seconds_bucket";

function tenantRate(matchers: string, metric = TOTAL, by = "service"): string {
  const all = [TENANTS, matchers].filter(Boolean).join(",");
  return `sum by (tenant, ${by}) (${ofTenants(rateOf(metric, all, by))})`;
}

/** Whole seconds are written with a fraction by some, and without by others. */
function bucket(seconds: number): string {
  if (seconds === Infinity) return 'le="+Inf"';
  return Number.isInteger(seconds) ? `le=~"${seconds}([.]0)?"` : `le="${seconds}"`;
}

/**
 * Requests a second that were answered in time, by tenant and service.
 *
 * @param seconds a bucket of Traefik: 0.1, 0.3, 1.2 or 5; infinite for all requests
 * @param services those it is about, called `<namespace>-<Service>`. @default - of all tenants
 */
export function requestsWithin(seconds: number, services?: readonly string[]): string {
  const own =
    services === undefined ? [] : [`service=~".+-svc-(${services.join("|")})-[0-9]+@kubernetesgateway"`];
  return tenantRate([bucket(seconds), ...own].join(","), BUCKET);
}

/**
 * Rate, errors and duration of what comes in through Traefik, per tenant and service, and for the whole cluster. A request
 * for which no pod was there is counted for the cluster alone: Traefik knows no service that would have answered.
 */
function gatewayRules(): readonly RecordingRule[] {
  const entry = (matchers: string): string =>
    rateOf("traefik_entrypoint_requests_total", `entrypoint="websecure"${matchers}`, "entrypoint");
  return [
    { record: "cluster:gateway_requests:rate5m", expr: entry("") },
    { record: "cluster:gateway_errors:rate5m", expr: entry(',code=~"5.."') },
    { record: "tenant_service:gateway_requests:rate5m", expr: tenantRate("") },
    { record: "tenant_service:gateway_errors:rate5m", expr: tenantRate('code=~"5.."') },
    { record: "tenant_service:gateway_fast_requests:rate5m", expr: requestsWithin(0.1) },
    ...Object.entries(QUANTILES).map(([name, quantile]) => ({
      record: `tenant_service:gateway_latency_seconds:${name}`,
      expr: `histogram_quantile(${quantile}, ${tenantRate("", BUCKET, "service, le")})`,
    })),
  ];
}

/** The same between services in the mesh, as waypoints see it; Istio counts milliseconds. */
function meshRules(): readonly RecordingRule[] {
  const by = "destination_service_namespace, destination_service_name";
  const matchers = 'reporter="waypoint"';
  const named = (expr: string): string => withTenant(expr, "destination_service_namespace");
  const total = "istio_requests_total";
  const bucket = "istio_request_duration_milliseconds_bucket";
  return [
    { record: "service:mesh_requests:rate5m", expr: named(rateOf(total, matchers, by)) },
    {
      record: "service:mesh_errors:rate5m",
      expr: named(rateOf(total, `${matchers},response_code=~"5.."`, by)),
    },
    ...Object.entries(QUANTILES).map(([name, quantile]) => ({
      record: `service:mesh_latency_seconds:${name}`,
      expr: `histogram_quantile(${quantile}, ${named(rateOf(bucket, matchers, `${by}, le`))}) / 1000`,
    })),
  ];
}

/** Rate, errors and duration of requests, worked out in advance for dashboards and objectives. */
export function requestRules({ has }: Pick<WatchedPlatform, "has">): readonly RuleGroup[] {
  return [
    ...(has("traefik") ? [{ name: "atoll-gateway-requests", rules: gatewayRules() }] : []),
    ...(has("istio-ambient") ? [{ name: "atoll-mesh-requests", rules: meshRules() }] : []),
  ];
}
