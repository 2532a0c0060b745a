import { withTenant } from "../../tenant-label.ts";
import type { WatchedPlatform } from "./watched-platform.ts";

/** An objective: which share of events has to be good, over thirty days. */
export interface Slo {
  /** Label `slo` of all its series. */
  readonly id: string;
  /** Name of its alerts: a critical one for what burns fast, a warning for what burns slowly. */
  readonly alert: string;
  /** Share of good events, such as 0.999. Range 0..1, both excluded. */
  readonly objective: number;
  /** What is wrong when it is missed; may hold templates. */
  readonly summary: string;
  /** Events in each second, as PromQL. */
  readonly events: string;
  /** Those that were not good; may have no series as long as all were. */
  readonly badEvents: string;
  /** Bad events within an alert's longer window before anybody hears of it: one alone means nothing. */
  readonly leastBad: number;
  /** How urgent its alerts may be. @default - both a critical one and a warning */
  readonly severities?: readonly Burn[];
  /** Objective whose bad events have to be of two tenants at least, for those of one are that tenant's. @default none */
  readonly ofSeveral?: string;
  /** Pattern of the objectives that hold instead of it, for those services of tenants that have one. @default none */
  readonly unless?: string;
}

/** How fast a budget goes: critical within hours, a warning within days. */
export type Burn = "critical" | "warning";

/** Seconds over which events are counted that have a time of their own. */
const WINDOW_SECONDS = 300;

/** Seconds that a pod may wait for a node. */
const SCALING_SECONDS = 120;

/** Pods that found a node within the last five minutes, and how long after they were made, in seconds. */
const SCHEDULED = `(kube_pod_status_scheduled_time - kube_pod_created and kube_pod_status_scheduled_time > time() - ${WINDOW_SECONDS})`;

/** No pods are a number here, for gaps would count as more of what is beside them. */
const perSecond = (pods: string): string => `(count(${pods}) or vector(0)) / ${WINDOW_SECONDS}`;

/** What an objective of one environment of a tenant is about. */
export type Promised = "availability" | "latency";

/** Label `slo` of an objective of one environment: no id of the platform's holds two hyphens. */
export function ownObjective(namespace: string, promised: Promised): string {
  return `${namespace}:${promised}`;
}

/** What the platform promises about requests. */
const REQUEST_SLOS: readonly Slo[] = [
  {
    id: "availability",
    alert: "AvailabilityBelowTarget",
    objective: 0.999,
    summary: "{{ $value | humanizePercentage }} of all requests to this cluster end in a server error.",
    events: "cluster:gateway_requests:rate5m",
    badEvents: "cluster:gateway_errors:rate5m",
    leastBad: 10,
  },
  {
    id: "tenant-availability",
    alert: "TenantErrorsAboveTarget",
    objective: 0.999,
    summary:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} of {{ $labels.tenant }} end in a server error.",
    events: "tenant_service:gateway_requests:rate5m",
    badEvents: "tenant_service:gateway_errors:rate5m",
    unless: ownObjective(".+--.+", "availability"),
    leastBad: 10,
  },
  {
    id: "tenant-latency",
    alert: "TenantLatencyAboveTarget",
    objective: 0.95,
    summary:
      "{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} of {{ $labels.tenant }} take longer than 100 ms.",
    events: "tenant_service:gateway_requests:rate5m",
    badEvents: "tenant_service:gateway_requests:rate5m - tenant_service:gateway_fast_requests:rate5m",
    unless: ownObjective(".+--.+", "latency"),
    leastBad: 50,
  },
];

/** Syncs of Argo CD that have ended. */
const SYNCS = 'argocd_app_sync_total{dry_run!="true"}';
const FAILED_SYNCS = 'argocd_app_sync_total{dry_run!="true",phase=~"Error|Failed"}';

/** Where each application deploys to. While one that has just moved is seen in two places, it counts for neither. */
const PLACES = "max by (name, dest_namespace) (argocd_app_info)";
const DESTINATIONS = `(${PLACES} unless on (name) (count by (name) (${PLACES}) > 1))`;

/** Rate by the namespace that is deployed to, which the counter itself does not say: all tenants share one project. */
function byDestination(syncs: string): string {
  const placed = `sum by (name) (rate(${syncs}[5m])) * on (name) group_left (dest_namespace) ${DESTINATIONS}`;
  return withTenant(`sum by (dest_namespace) (${placed})`, "dest_namespace");
}

/** What it promises about deployments, of all and of each namespace; a tenant's own mistakes wake up nobody. */
const DEPLOYMENT_SLOS: readonly Slo[] = [
  {
    id: "deployments",
    alert: "DeploymentsFailing",
    objective: 0.995,
    summary: "{{ $value | humanizePercentage }} of all deployments fail, and not of one tenant alone.",
    events: `sum(rate(${SYNCS}[5m]))`,
    badEvents: `sum(rate(${FAILED_SYNCS}[5m]))`,
    leastBad: 2,
    ofSeveral: "tenant-deployments",
  },
  {
    id: "tenant-deployments",
    alert: "TenantDeploymentsFailing",
    objective: 0.995,
    summary: "{{ $value | humanizePercentage }} of the deployments to {{ $labels.dest_namespace }} fail.",
    events: byDestination(SYNCS),
    badEvents: byDestination(FAILED_SYNCS),
    leastBad: 2,
    severities: ["warning"],
  },
];

/** What it promises about pods: the kubelet leaves out the time for images and init containers. */
const POD_START_SLO: Slo = {
  id: "pod-starts",
  alert: "PodStartsSlow",
  objective: 0.95,
  summary:
    "{{ $value | humanizePercentage }} of the pods take longer than 5 s to start, without their images.",
  events: "sum(rate(kubelet_pod_start_sli_duration_seconds_count[5m]))",
  badEvents:
    'sum(rate(kubelet_pod_start_sli_duration_seconds_count[5m])) - sum(rate(kubelet_pod_start_sli_duration_seconds_bucket{le=~"5([.]0)?"}[5m]))',
  leastBad: 5,
};

/** What it promises about scaling; pods that never find a node are told by an alert of their own. */
const SCALING_SLO: Slo = {
  id: "scaling",
  alert: "ScalingSlow",
  objective: 0.95,
  summary: "{{ $value | humanizePercentage }} of the pods wait longer than two minutes for a node.",
  events: perSecond(SCHEDULED),
  badEvents: perSecond(`${SCHEDULED} > ${SCALING_SECONDS}`),
  leastBad: 5,
};

/** Objectives of one cluster: those whose events somebody counts there. */
export function slosOf({ has }: Pick<WatchedPlatform, "has">): readonly Slo[] {
  return [
    ...(has("traefik") ? REQUEST_SLOS : []),
    ...(has("argo-cd") ? DEPLOYMENT_SLOS : []),
    POD_START_SLO,
    ...(has("kube-state-metrics") ? [SCALING_SLO] : []),
  ];
}
