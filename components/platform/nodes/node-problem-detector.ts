import type { AddOn } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

const DETECTOR: Workload = { kind: "DaemonSet", replicas: 1, cpuMillicores: 10, memoryMiB: 80 };

const PORT = 20257;

/** Lists that the image brings: what the kernel says of itself, and disks that no longer take anything. */
const MONITORS = ["/config/kernel-monitor.json", "/config/readonly-monitor.json"];

/** What makes a node useless, by the names of the monitors above. */
const GRAVE = ["Ext4Error", "FilesystemIsReadOnly", "IOError", "KernelOops", "MemoryReadError", "TaskHung"];

/**
 * What nodes say of themselves: it reads their kernels' messages and tells the API server and the metrics of it. Karpenter
 * repairs nodes by the conditions that it sets.
 *
 * @see https://github.com/kubernetes/node-problem-detector
 */
export const nodeProblemDetector: AddOn<"node-problem-detector"> = {
  contract: {
    name: "node-problem-detector",
    purpose: "Tells of nodes whose kernel or disks fail.",
    chart: "node-problem-detector",
    namespace: "node-problem-detector",
    // It reads the device of kernel messages, which only a privileged container sees, and folders of the node.
    podSecurity: "privileged",
    requires: [],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: PORT },
    },
    ready: { kind: "release", what: "its pods are ready on every node" },
    teardown: { first: [], stays: ["conditions of nodes, until they are replaced"] },
    backup: "It keeps nothing.",
    notes: [
      "Its namespace is privileged and holds nothing else: kernel messages are a device of the node.",
      "It watches no Docker, which no node has.",
      "Its pods have no probes: the chart has no keys for any. One that is silent misses among the targets of the metrics.",
    ],
    metrics: ["problem_counter", "problem_gauge"],
    timeoutSeconds: 300,
  },
  values: ({ image, has }) => {
    const { registry, path, tag } = image("node-problem-detector:");
    return {
      image: { repository: `${registry}/${path}`, tag },
      settings: { log_monitors: MONITORS, custom_plugin_monitors: [], prometheus_port: PORT },
      hostNetwork: false,
      hostPID: false,
      securityContext: { privileged: true },
      resources: resourcesOf(DETECTOR),
      priorityClassName: PLATFORM_PRIORITY,
      // It is for every node, whatever that is kept for.
      tolerations: [{ operator: "Exists" }],
      metrics: {
        enabled: true,
        serviceMonitor: { enabled: has("prometheus-operator-crds") },
        prometheusRule: { enabled: false },
      },
    };
  },
  workloads: () => ({ detector: DETECTOR }),
  rules,
};

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "node-problems",
      rules: [
        {
          alert: "NodeProblem",
          expr: "max by (node, type, reason) (problem_gauge) == 1",
          for: "5m",
          severity: "warning",
          summary: "Node {{ $labels.node }} has {{ $labels.type }}: {{ $labels.reason }}.",
        },
        {
          alert: "NodeKernelTrouble",
          expr: `sum by (node, reason) (increase(problem_counter{reason=~"${GRAVE.join("|")}"}[15m])) > 0`,
          severity: "warning",
          summary: "The kernel of node {{ $labels.node }} reports {{ $labels.reason }}.",
        },
      ],
    },
  ];
}
