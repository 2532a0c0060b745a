import type { AlertCase } from "./rule-case.ts";

const condition = (node: string, name: string, status: string): string =>
  `kube_node_status_condition{node="${node}",condition="${name}",status="${status}"}`;

const ready = (node: string): string => condition(node, "Ready", "true");

export const NODE_CASES: readonly AlertCase[] = [
  {
    alert: "NodeNotReady",
    series: { [ready("a")]: "1x10 0x30", [ready("b")]: "1x40" },
    at: "25m",
    fires: [
      {
        severity: "critical",
        labels: { node: "a", condition: "Ready", status: "true" },
        summary: "Node a has not been ready for ten minutes.",
      },
    ],
    quiet: { [ready("a")]: "1x20 0x4 1x20", [ready("b")]: "1x40" },
  },
  {
    alert: "NodeUnderPressure",
    series: { [condition("a", "DiskPressure", "true")]: "1x30" },
    at: "15m",
    fires: [
      {
        severity: "warning",
        labels: { node: "a", condition: "DiskPressure", status: "true" },
        summary: "Node a reports DiskPressure and evicts pods.",
      },
    ],
    quiet: {
      [condition("a", "DiskPressure", "false")]: "1x30",
      [condition("a", "DiskPressure", "true")]: "0x30",
    },
  },
  {
    alert: "NodeChurn",
    series: {
      'kube_node_created{node="a"}': "6000x180",
      'kube_node_created{node="b"}': "6000x180",
      'kube_node_created{node="c"}': "6000x180",
      'kube_node_created{node="d"}': "0x180",
    },
    at: "155m",
    fires: [
      {
        severity: "warning",
        summary: "75% of the nodes are less than an hour old, for an hour already.",
      },
    ],
    quiet: {
      'kube_node_created{node="a"}': "6000x180",
      'kube_node_created{node="b"}': "6000x180",
      'kube_node_created{node="c"}': "0x180",
      'kube_node_created{node="d"}': "0x180",
    },
  },
  {
    alert: "PodSlotsNearlyUsed",
    series: {
      'kube_node_status_allocatable{node="a",resource="pods"}': "2x60",
      'kube_pod_info{node="a",namespace="x",pod="1",uid="1"}': "1x60",
      'kube_pod_info{node="a",namespace="x",pod="2",uid="2"}': "1x60",
      'kube_pod_status_phase{namespace="x",pod="1",uid="1",phase="Running"}': "1x60",
      'kube_pod_status_phase{namespace="x",pod="2",uid="2",phase="Running"}': "1x60",
    },
    at: "45m",
    fires: [
      {
        severity: "warning",
        summary: "100% of the pods that all nodes can hold are there.",
      },
    ],
    quiet: {
      'kube_node_status_allocatable{node="a",resource="pods"}': "2x60",
      'kube_pod_info{node="a",namespace="x",pod="1",uid="1"}': "1x60",
      'kube_pod_info{node="a",namespace="x",pod="2",uid="2"}': "1x60",
      'kube_pod_status_phase{namespace="x",pod="1",uid="1",phase="Running"}': "1x60",
      'kube_pod_status_phase{namespace="x",pod="2",uid="2",phase="Running"}': "0x60",
      'kube_pod_status_phase{namespace="x",pod="2",uid="2",phase="Succeeded"}': "1x60",
    },
  },
  {
    alert: "NodeDiskNearlyFull",
    series: {
      'node_filesystem_avail_bytes{node="a",mountpoint="/",fstype="ext4"}': "10x60",
      'node_filesystem_size_bytes{node="a",mountpoint="/",fstype="ext4"}': "100x60",
    },
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: { node: "a", mountpoint: "/", fstype: "ext4" },
        summary: "The disk of node a is 90% full.",
      },
    ],
    quiet: {
      'node_filesystem_avail_bytes{node="a",mountpoint="/",fstype="ext4"}': "20x60",
      'node_filesystem_size_bytes{node="a",mountpoint="/",fstype="ext4"}': "100x60",
      'node_filesystem_avail_bytes{node="a",mountpoint="/boot",fstype="ext4"}': "1x60",
      'node_filesystem_size_bytes{node="a",mountpoint="/boot",fstype="ext4"}': "100x60",
    },
  },
  {
    alert: "AddressesExhausted",
    series: { 'awscni_no_available_ip_addresses{instance="a"}': "0+1x30" },
    at: "20m",
    fires: [
      {
        severity: "critical",
        labels: { instance: "a" },
        summary: "a has no address left for new pods.",
      },
    ],
    quiet: { 'awscni_no_available_ip_addresses{instance="a"}': "7x30" },
  },
  {
    alert: "AddressesNearlyUsed",
    series: {
      'awscni_assigned_ip_addresses{instance="a"}': "95x120",
      'awscni_total_ip_addresses{instance="a"}': "100x120",
    },
    at: "70m",
    fires: [
      {
        severity: "warning",
        summary: "95% of the addresses that nodes hold are given to pods.",
      },
    ],
    quiet: {
      'awscni_assigned_ip_addresses{instance="a"}': "95x30 40x90",
      'awscni_total_ip_addresses{instance="a"}': "100x120",
    },
  },
  {
    alert: "SpotNodesLost",
    series: {
      'karpenter_interruption_received_messages_total{message_type="spot_interrupted"}': "0x10 0+1x10 10x40",
    },
    at: "30m",
    fires: [{ severity: "warning", summary: "AWS has taken back 10 spot machines within an hour." }],
    quiet: {
      'karpenter_interruption_received_messages_total{message_type="spot_interrupted"}': "0x10 3x50",
      'karpenter_interruption_received_messages_total{message_type="rebalance_recommendation"}': "0+1x60",
    },
  },
];
