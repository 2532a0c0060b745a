import type { AddOn, AddOnContext, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

/** Job under which rules and dashboards of the community look for it. */
const JOB = "node-exporter";

/**
 * Processors, memory, disks and networks of each node. It looks at the node itself, from the node's own network, so it
 * has a namespace to itself and no right in the cluster: it gets no token of the API server.
 *
 * @see https://github.com/prometheus/node_exporter
 */
export const nodeExporter: AddOn<"node-exporter"> = {
  contract: {
    name: "node-exporter",
    purpose: "Processors, memory, disks and networks of the nodes as metrics.",
    chart: "prometheus-node-exporter",
    namespace: "node-exporter",
    podSecurity: "privileged",
    requires: ["prometheus-operator-crds"],
    conflicts: [],
    traffic: {},
    ready: { kind: "release", what: "its pods are ready on all nodes" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing.",
    notes: [
      "Its pods use the network of the node, which no NetworkPolicy of pods reaches: port 9100 of a node answers whoever the node's firewall lets in, and tenants' policies don't let them out to nodes.",
      "It runs as nobody, with a read-only file system and without capabilities; what it sees of the node is read-only.",
    ],
    metrics: [
      "node_boot_time_seconds",
      "node_cpu_seconds_total",
      "node_disk_io_time_seconds_total",
      "node_disk_read_bytes_total",
      "node_disk_written_bytes_total",
      "node_filesystem_avail_bytes",
      "node_filesystem_files_free",
      "node_filesystem_readonly",
      "node_filesystem_size_bytes",
      "node_load1",
      "node_memory_MemAvailable_bytes",
      "node_memory_MemTotal_bytes",
      "node_network_receive_bytes_total",
      "node_network_receive_errs_total",
      "node_network_transmit_bytes_total",
      "node_network_transmit_errs_total",
      "node_nf_conntrack_entries",
      "node_nf_conntrack_entries_limit",
      "node_timex_offset_seconds",
      "node_uname_info",
      "node_vmstat_oom_kill",
    ],
    timeoutSeconds: 600,
  },
  values,
  workloads,
  rules,
};

function workloads(): { readonly pods: Workload } {
  return { pods: { kind: "DaemonSet", replicas: 1, cpuMillicores: 10, memoryMiB: 64 } };
}

function values({ image, has }: AddOnContext<"node-exporter">): Values {
  const { registry, path, tag } = image("node-exporter:");
  return {
    image: { registry, repository: path, tag },
    fullnameOverride: "node-exporter",
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(workloads().pods),
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    // Every node is watched, whatever it is kept for.
    tolerations: [{ operator: "Exists" }],
    prometheus: {
      monitor: {
        enabled: has("prometheus-operator-crds"),
        relabelings: [
          { targetLabel: "job", replacement: JOB },
          { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
        ],
      },
    },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "node-exporter",
      rules: [
        {
          alert: "NodeExporterDown",
          expr: `up{job="${JOB}"} == 0`,
          for: "15m",
          severity: "warning",
          summary: "Disks and memory of node {{ $labels.node }} are not watched.",
        },
      ],
    },
  ];
}
