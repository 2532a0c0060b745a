import type { AlertRule, RuleGroup } from "../../rules.ts";
import type { WatchedPlatform } from "./watched-platform.ts";

const API_SERVER: readonly AlertRule[] = [
  {
    alert: "ApiServerErrors",
    expr: 'sum(rate(apiserver_request_total{code=~"5.."}[5m])) / sum(rate(apiserver_request_total[5m])) > 0.03',
    for: "10m",
    severity: "critical",
    summary: "{{ $value | humanizePercentage }} of the requests to the API server end in an error.",
  },
  {
    alert: "ApiServerSlow",
    // Watches, and requests that stay open by what they are, take as long as somebody listens.
    expr: 'histogram_quantile(0.99, sum by (le) (rate(apiserver_request_duration_seconds_bucket{verb!~"WATCH|CONNECT",subresource!~"log|exec|portforward|attach|proxy"}[5m]))) > 1',
    for: "15m",
    severity: "warning",
    summary: "One in a hundred requests to the API server takes longer than {{ $value | humanizeDuration }}.",
  },
  {
    alert: "ApiServerOverloaded",
    expr: "sum by (priority_level) (rate(apiserver_flowcontrol_rejected_requests_total[5m])) > 0",
    for: "15m",
    severity: "warning",
    summary: "The API server turns away requests of priority level {{ $labels.priority_level }}.",
  },
];

/** Size at which etcd of K3s takes no more writes, in bytes. @see https://etcd.io/docs/v3.6/dev-guide/limit/ */
const ETCD_QUOTA_BYTES = 2_147_483_648;

const ETCD_SIZE: AlertRule = {
  alert: "EtcdNearlyFull",
  expr: `max(apiserver_storage_size_bytes) > 0.8 * ${ETCD_QUOTA_BYTES}`,
  for: "10m",
  severity: "critical",
  summary: "etcd holds {{ $value | humanize1024 }}B and takes no writes from 2 GiB on.",
};

const ETCD_TIME = "etcd_request_duration_seconds";
const WRITES = 'operation=~"create|update|delete"';

/** The mean of writes: each waits for the disks of most servers, and their buckets are too many to keep. */
const ETCD_SLOW: AlertRule = {
  alert: "EtcdSlow",
  expr: `sum(rate(${ETCD_TIME}_sum{${WRITES}}[5m])) / sum(rate(${ETCD_TIME}_count{${WRITES}}[5m])) > 0.1`,
  for: "15m",
  severity: "warning",
  summary: "Writes to etcd take {{ $value | humanizeDuration }} on average.",
};

const READY_SERVERS =
  'count(kube_node_status_condition{condition="Ready",status="true"} == 1 and on (node) kube_node_role{role="etcd"})';
const SERVERS = 'count(kube_node_role{role="etcd"})';

/** With three servers two must agree: when one is gone, no other may go. */
const ETCD_MEMBERS: AlertRule = {
  alert: "EtcdMemberLost",
  expr: `(${READY_SERVERS} or vector(0)) < ${SERVERS}`,
  for: "10m",
  severity: "critical",
  summary: "Only {{ $value }} servers with etcd are ready: another one lost may stop the cluster.",
};

/**
 * What is watched of the API server, and of etcd where it is ours: in K3s. It is seen through the API server, and its
 * members through their nodes, so nothing of etcd itself has to be open.
 */
export function controlPlaneRules({ facts, has }: WatchedPlatform): readonly RuleGroup[] {
  const isK3s = facts.networkPolicyEngine === "kube-router";
  const members = has("kube-state-metrics") ? [ETCD_MEMBERS] : [];
  return [
    { name: "atoll-api-server", rules: API_SERVER },
    ...(isK3s ? [{ name: "atoll-etcd", rules: [ETCD_SIZE, ETCD_SLOW, ...members] }] : []),
  ];
}
