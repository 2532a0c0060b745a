import { SOUND } from "../written-inventory.ts";
import { attached, type BadInput } from "./bad-input.ts";

const DEV = SOUND["clusters/dev.yaml"] ?? "";
const ZETA = SOUND["tenants/zeta.yaml"] ?? "";

/** `dev` with Cluster Autoscaler, and these lines below `nodes:`, the first of them line 9. */
const dev = (...lines: readonly string[]): string =>
  DEV.replace(
    "nodes: { max: 20 }",
    ["nodes:", "  autoscaler: cluster-autoscaler", "  max: 20", ...lines.map((line) => `  ${line}`)].join(
      "\n",
    ),
  );

const row = (name: string, lines: readonly string[], ...faults: readonly string[]): BadInput => ({
  row: name,
  files: { "clusters/dev.yaml": dev(...lines) },
  faults,
});

const at = (line: number, column: number, path: string) => `clusters/dev.yaml:${line}:${column} ${path}`;
const ALIKE = "for Cluster Autoscaler takes all machines of a group for alike";

export const AUTOSCALER_INPUTS: readonly BadInput[] = [
  {
    row: "an autoscaler that is none",
    files: { "clusters/dev.yaml": DEV.replace("max: 20", "max: 20, autoscaler: none") },
    faults: [`${at(6, 31, "nodes.autoscaler")}: expected one of karpenter, cluster-autoscaler, got "none"`],
  },
  {
    row: "an autoscaler for nodes that somebody else launches",
    files: {
      "clusters/dev.yaml": attached(dev()),
    },
    faults: [
      `${at(7, 15, "nodes.autoscaler")}: expected no autoscaler on a cluster of kind attached, whose nodes atoll does not launch, got "cluster-autoscaler"`,
    ],
  },
  row(
    "frozen times that nobody keeps",
    ['freeze: [{ schedule: "0 9 * * mon-fri", hours: 8 }]'],
    `${at(9, 3, "nodes.freeze")}: expected no freeze with autoscaler: cluster-autoscaler, which knows no times, got "freeze"; remove it`,
  ),
  row(
    "a pool of machines that are not alike",
    ["pools:", "  compute: { max: 2, sizes: [large, xlarge], architectures: [amd64, arm64] }"],
    `${at(10, 24, "nodes.pools.compute.sizes")}: expected one size, ${ALIKE}, got a list; make a pool of each`,
    `${at(10, 48, "nodes.pools.compute.architectures")}: expected one architecture, ${ALIKE}, got a list; make a pool of each`,
  ),
  row(
    "families that are not alike",
    ["pools:", "  compute: { max: 2, families: [c5, c5n, c6i] }"],
    `${at(10, 24, "nodes.pools.compute.families")}: expected families with the memory and processors of c5, ${ALIKE}, got a list; make another pool for c5n`,
  ),
  row(
    "families of another memory, though almost the same",
    ["pools:", "  compute: { max: 2, oldestGeneration: 4, families: [c5, c4] }"],
    `${at(10, 45, "nodes.pools.compute.families")}: expected families with the memory and processors of c5, ${ALIKE}, got a list; make another pool for c4`,
  ),
  row(
    "a family without the size that its class counts with",
    ["pools:", "  gpu: { max: 0, families: [p4d] }"],
    `${at(10, 20, "nodes.pools.gpu.families")}: expected a family that is made in size 2xlarge, with which the class counts, got a list; name a size that they are made in`,
  ),
  row(
    "a size that no usual family has",
    ["pools:", "  memory: { max: 2, sizes: [9xlarge] }"],
    `${at(10, 23, "nodes.pools.memory.sizes")}: expected a size that a usual family of class memory has, got a list; name the families, or another size`,
  ),
  row(
    "more groups than EKS allows",
    [
      "pools:",
      ...["a", "b", "c", "d", "e", "f", "g", "h"].map(
        (name) => `  ${name}: { class: compute, max: 1, spotPercent: 50 }`,
      ),
    ],
    `${at(7, 15, "nodes.autoscaler")}: expected at most 30 node groups (quota L-6D54EA21), got 35; have fewer pools, fewer of them with spot machines, or build the cluster with Karpenter`,
  ),
  {
    row: "a tenant whose nodes nobody can label",
    files: {
      "clusters/dev.yaml": dev(),
      "tenants/zeta.yaml": ZETA.replace("tier: pooled", "tier: dedicated-nodes"),
    },
    faults: [
      'tenants/zeta.yaml:5:21 environments.trial.cluster: expected a cluster with Karpenter, for EKS labels no node of a managed group as one tenant\'s own, got "dev"; place it elsewhere, or choose another tier: dev has autoscaler: cluster-autoscaler',
    ],
  },
];
