import { expect, test } from "vitest";
import { hasRoom, simulatedNode, type NodePool } from "../../sandbox/clusters/simulated-node.ts";

const pool = (requirements: readonly object[], limits?: object): NodePool =>
  ({
    metadata: { name: "general" },
    spec: {
      ...(limits !== undefined && { limits }),
      template: {
        metadata: { labels: { team: "blue" } },
        spec: { requirements, taints: [{ key: "k", effect: "NoSchedule" }] },
      },
    },
  }) as NodePool;
const REQUIREMENTS = [
  { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] },
  { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m"] },
  { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["33"] },
  { key: "atoll/capacity-slot", operator: "In", values: ["1", "2"] },
];
const node = (number: number) =>
  simulatedNode(pool(REQUIREMENTS), number, ["eu-central-1a", "eu-central-1b"]);

test("a node has the labels and taints of its pool, and the zones in turn", () => {
  expect(node(1)).toMatchObject({
    name: "simulated-general-1",
    zone: "eu-central-1a",
    taints: [{ key: "k", effect: "NoSchedule" }],
    labels: {
      team: "blue",
      "karpenter.sh/nodepool": "general",
      "karpenter.sh/capacity-type": "spot",
      "karpenter.k8s.aws/instance-category": "m",
      "karpenter.k8s.aws/instance-cpu": "8",
      "atoll/capacity-slot": "1",
    },
  });
  expect(node(2)).toMatchObject({ zone: "eu-central-1b", labels: { "atoll/capacity-slot": "2" } });
  expect(node(3)).toMatchObject({ zone: "eu-central-1a", labels: { "atoll/capacity-slot": "1" } });
});

test("a pool that names a zone gets its nodes there", () => {
  const zone = { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-central-1c"] };
  expect(simulatedNode(pool([zone]), 1, ["eu-central-1a"]).zone).toBe("eu-central-1c");
});

test("a pool has room up to its limit of processors, and without one always", () => {
  expect([0, 1, 2].map((nodes) => hasRoom(pool([], { cpu: "16" }), nodes))).toEqual([true, true, false]);
  expect(hasRoom(pool([]), 1000)).toBe(true);
});
