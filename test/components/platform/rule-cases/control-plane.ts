import type { AlertCase } from "./rule-case.ts";

const node = (name: string, value: string) => ({
  [`kube_node_role{node="${name}",role="etcd"}`]: "1x60",
  [`kube_node_status_condition{node="${name}",condition="Ready",status="true"}`]: value,
});

const slow = 'verb="GET",resource="pods",subresource=""';
const watch = 'verb="WATCH",resource="pods",subresource=""';

/** A histogram of which everything is above one second, and at most two. */
const seconds = (metric: string, labels: string) => ({
  [`${metric}{${labels},le="1"}`]: "0x60",
  [`${metric}{${labels},le="2"}`]: "0+60x60",
  [`${metric}{${labels},le="+Inf"}`]: "0+60x60",
});

/** Sixty writes a minute that take so many seconds in all, beside lists that take as long as they are. */
const etcdWrites = (secondsPerMinute: number) => ({
  'etcd_request_duration_seconds_sum{operation="update",resource="pods"}': `0+${secondsPerMinute}x60`,
  'etcd_request_duration_seconds_count{operation="update",resource="pods"}': "0+60x60",
  'etcd_request_duration_seconds_sum{operation="list",resource="pods"}': "0+600x60",
  'etcd_request_duration_seconds_count{operation="list",resource="pods"}': "0+60x60",
});

const watched = {
  apiserver_request_total: "1x60",
  kubelet_running_pods: "1x60",
  kube_node_info: "1x60",
  node_filesystem_size_bytes: "1x60",
};

export const CONTROL_PLANE_CASES: readonly AlertCase[] = [
  {
    alert: "PlatformUnwatched",
    series: { ...watched, kube_node_info: "1x10 stale _x50" },
    at: "30m",
    fires: [
      {
        severity: "critical",
        labels: { metric: "kube_node_info" },
        summary: "There is no kube_node_info: rules that read it, or what stands beside it, see nothing.",
      },
    ],
    quiet: watched,
  },
  {
    alert: "ApiServerErrors",
    series: {
      'apiserver_request_total{code="500"}': "0+10x60",
      'apiserver_request_total{code="200"}': "0+90x60",
    },
    at: "20m",
    fires: [
      {
        severity: "critical",
        summary: "10% of the requests to the API server end in an error.",
      },
    ],
    quiet: {
      'apiserver_request_total{code="500"}': "0+1x60",
      'apiserver_request_total{code="404"}': "0+50x60",
      'apiserver_request_total{code="200"}': "0+99x60",
    },
  },
  {
    alert: "ApiServerSlow",
    series: seconds("apiserver_request_duration_seconds_bucket", slow),
    at: "25m",
    fires: [
      {
        severity: "warning",
        summary: "One in a hundred requests to the API server takes longer than 1.99s.",
      },
    ],
    quiet: seconds("apiserver_request_duration_seconds_bucket", watch),
  },
  {
    alert: "ApiServerOverloaded",
    series: {
      'apiserver_flowcontrol_rejected_requests_total{priority_level="workload-low",flow_schema="x",reason="queue-full"}':
        "0+5x60",
    },
    at: "25m",
    fires: [
      {
        severity: "warning",
        labels: { priority_level: "workload-low" },
        summary: "The API server turns away requests of priority level workload-low.",
      },
    ],
    quiet: {
      'apiserver_flowcontrol_rejected_requests_total{priority_level="workload-low",flow_schema="x",reason="queue-full"}':
        "5x60",
    },
  },
  {
    alert: "EtcdNearlyFull",
    kind: "k3s",
    series: { 'apiserver_storage_size_bytes{storage_cluster_id="a"}': "2000000000x60" },
    at: "15m",
    fires: [
      {
        severity: "critical",
        summary: "etcd holds 1.863GiB and takes no writes from 2 GiB on.",
      },
    ],
    quiet: { 'apiserver_storage_size_bytes{storage_cluster_id="a"}': "1000000000x60" },
  },
  {
    alert: "EtcdSlow",
    kind: "k3s",
    series: etcdWrites(12),
    at: "25m",
    fires: [{ severity: "warning", summary: "Writes to etcd take 200ms on average." }],
    quiet: etcdWrites(3),
  },
  {
    alert: "EtcdMemberLost",
    kind: "k3s",
    series: { ...node("a", "1x60"), ...node("b", "1x60"), ...node("c", "0x60") },
    at: "15m",
    fires: [
      {
        severity: "critical",
        summary: "Only 2 servers with etcd are ready: another one lost may stop the cluster.",
      },
    ],
    quiet: {
      ...node("a", "1x60"),
      ...node("b", "1x60"),
      ...node("c", "1x60"),
      'kube_node_status_condition{node="worker",condition="Ready",status="true"}': "0x60",
    },
  },
];
