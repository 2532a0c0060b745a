import type { ScalingEntry } from "../../../fleet/schema/tenants/scaling.ts";

type Query = NonNullable<ScalingEntry["query"]>;

/** What a rate is taken over: four times the interval at which pods are asked for metrics. */
const RATE_RANGE = "2m";

/** One number from the metrics of one namespace: its label stands in every selector, and no part of it is the tenant's. */
export function ownQuery(namespace: string, { metric, labels, rate }: Query): string {
  const series = selector(metric, { ...labels, namespace });
  return `sum(${rate ? `rate(${series}[${RATE_RANGE}])` : series})`;
}

/** Requests a second of one application, as the gateway counts them and rules of the platform have recorded them. */
export function requestsQuery(tenant: string, environment: string, application: string): string {
  const labels = { tenant, service: `${environment}-${application}` };
  return `sum(${selector("tenant_service:gateway_requests:rate5m", labels)})`;
}

function selector(metric: string, labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${metric}{${matchers.join(",")}}`;
}
