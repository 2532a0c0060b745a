import type { ThreatRow } from "./threat-row.ts";

const ATTACKS = "sandbox/tenant-attacks.test.ts";
const BENCHMARKS = "sandbox/tenancy-benchmarks.test.ts";

/** What pods and nodes are used for. */
export const POD_THREATS: readonly ThreatRow[] = [
  {
    row: 1,
    threat: "privileges of a node for a pod",
    control: "Pod Security `restricted`, pinned",
    tests: [ATTACKS, BENCHMARKS],
  },
  {
    row: 2,
    threat: "lower Pod Security, or leave the tenant's labels",
    control: "no right to write namespaces; a guard keeps labels, annotations, owners and finalizers",
    tests: [ATTACKS],
  },
  {
    row: 3,
    threat: "a container put into a running pod",
    control: "no right; Pod Security and guards look at it",
    tests: [ATTACKS],
  },
  { row: 4, threat: "a node chosen past the scheduler", control: "guard" },
  { row: 5, threat: "taints of others tolerated", control: "guard" },
  {
    row: 6,
    threat: "nodes of others selected, or one's own left",
    control: "guard; nothing adds the selector",
  },
  {
    row: 7,
    threat: "a node that lures pods of others",
    control: "a label that no kubelet may set",
    tests: [BENCHMARKS],
  },
  { row: 8, threat: "another scheduler or runtime", control: "guard" },
  {
    row: 9,
    threat: "pods of others pushed out",
    control: "quota of no pod with a priority class; guard",
    tests: [ATTACKS],
  },
  {
    row: 10,
    threat: "a pod on every node, a flood of jobs",
    control: "quota of counts; no DaemonSets",
    tests: [ATTACKS],
  },
  {
    row: 11,
    threat: "no limits, files in memory",
    control: "limits by default and at most; guard on emptyDir",
    tests: [ATTACKS],
  },
  {
    row: 12,
    threat: "a quota evaded by the shape of a pod",
    control: "quota of what a pod asks for in all",
    tests: [ATTACKS],
  },
  { row: 13, threat: "a quota evaded by many requests at once", control: "quota", tests: [ATTACKS] },
  {
    row: 14,
    threat: "images of others out of a node's store, or from anywhere",
    control: "guard: pulled anew, from the tenant's registries",
  },
  {
    row: 15,
    threat: "nodes that can never be emptied",
    control:
      "guards on budgets and annotations; nodes that Karpenter launches go after a time of grace in any case",
    tests: ["fleet/nodes/node-pools.test.ts"],
    open: "elsewhere a budget that keeps two pods of two holds a node until its tenant makes a third",
  },
  {
    row: 16,
    threat: "nodes without end",
    control: "limits of pools, quota",
    tests: ["fleet/nodes/node-pools.test.ts"],
  },
];
