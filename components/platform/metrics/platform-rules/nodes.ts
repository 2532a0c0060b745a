import type { AlertRule, RuleGroup } from "../../rules.ts";
import type { WatchedPlatform } from "./watched-platform.ts";

const CONDITION = "kube_node_status_condition";

/** Nodes as the API server knows them. */
const NODES: readonly AlertRule[] = [
  {
    alert: "NodeNotReady",
    expr: `${CONDITION}{condition="Ready",status="true"} == 0`,
    for: "10m",
    severity: "critical",
    summary: "Node {{ $labels.node }} has not been ready for ten minutes.",
  },
  {
    alert: "NodeUnderPressure",
    expr: `${CONDITION}{condition=~"DiskPressure|MemoryPressure|PIDPressure",status="true"} == 1`,
    for: "10m",
    severity: "warning",
    summary: "Node {{ $labels.node }} reports {{ $labels.condition }} and evicts pods.",
  },
  {
    // Upgrades replace every node once; more than half of them within an hour, and again, is something else.
    alert: "NodeChurn",
    expr: "count(kube_node_created > time() - 3600) / count(kube_node_created) > 0.5 and count(kube_node_created) >= 4",
    for: "1h",
    severity: "warning",
    summary: "{{ $value | humanizePercentage }} of the nodes are less than an hour old, for an hour already.",
  },
  {
    alert: "PodSlotsNearlyUsed",
    expr: 'count(kube_pod_info{node!=""} and on (namespace, pod, uid) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)) / sum(kube_node_status_allocatable{resource="pods"}) > 0.9',
    for: "30m",
    severity: "warning",
    summary: "{{ $value | humanizePercentage }} of the pods that all nodes can hold are there.",
  },
];

/** The file system of the node itself; volumes of pods are watched by their claims. */
const ROOT = '{mountpoint="/",fstype!=""}';

const DISKS: readonly AlertRule[] = [
  {
    alert: "NodeDiskNearlyFull",
    expr: `1 - node_filesystem_avail_bytes${ROOT} / node_filesystem_size_bytes${ROOT} > 0.85`,
    for: "15m",
    severity: "warning",
    summary: "The disk of node {{ $labels.node }} is {{ $value | humanizePercentage }} full.",
  },
];

/** Addresses and machines that only AWS gives or takes. */
const CLOUD: readonly AlertRule[] = [
  {
    alert: "AddressesExhausted",
    expr: "sum by (instance) (increase(awscni_no_available_ip_addresses[15m])) > 0",
    for: "5m",
    severity: "critical",
    summary: "{{ $labels.instance }} has no address left for new pods.",
  },
  {
    alert: "AddressesNearlyUsed",
    expr: "sum(awscni_assigned_ip_addresses) / sum(awscni_total_ip_addresses) > 0.9",
    for: "1h",
    severity: "warning",
    summary: "{{ $value | humanizePercentage }} of the addresses that nodes hold are given to pods.",
  },
  {
    alert: "SpotNodesLost",
    expr: 'sum(increase(karpenter_interruption_received_messages_total{message_type="spot_interrupted"}[1h])) > 5',
    severity: "warning",
    summary: "AWS has taken back {{ $value | humanize }} spot machines within an hour.",
  },
];

/** What is watched of nodes. */
export function nodeRules({ facts, has }: WatchedPlatform): readonly RuleGroup[] {
  const rules = [
    ...(has("kube-state-metrics") ? NODES : []),
    ...(has("node-exporter") ? DISKS : []),
    ...(facts.networkPolicyEngine === "vpc-cni" ? CLOUD : []),
  ];
  return rules.length === 0 ? [] : [{ name: "atoll-nodes", rules }];
}
