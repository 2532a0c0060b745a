import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodesText } from "../../cli/sandbox/nodes.ts";
import {
  FLOOR_PRIORITY,
  floorPlan,
  FLOORS,
  nodesOfGroups,
} from "../../components/cluster/karpenter/floor-plan.ts";
import type { NodePool } from "../../fleet/nodes/node-pool.ts";
import { nodeGroups } from "../../fleet/nodes/node-groups.ts";
import type { ClusterNode } from "../../sandbox/aws/cluster-host.ts";
import { askApi, mustApi } from "../../sandbox/clusters/api.ts";
import { addNodes } from "../../sandbox/clusters/nodes.ts";
import { startCluster, stopClusters } from "../../sandbox/clusters/clusters.ts";
import { readRecord, type ClusterRecord } from "../../sandbox/clusters/folder.ts";
import { simulateNodePools } from "../../sandbox/clusters/node-pool-simulator.ts";
import { permissiveDefinition } from "../../sandbox/kubernetes/release-crds.ts";
import { samplePool } from "../components/cluster/sample-settings.ts";
import { until } from "./until.ts";

// One cluster for all: the tests build on each other, in the order in which they stand.
const dir = mkdtempSync(join(tmpdir(), "atoll-node-pools-"));
const WISH = { name: "dev", serviceCidr: "172.20.0.0/16", region: "eu-central-1", account: "123456789012" };
const POOLS = "/apis/karpenter.sh/v1/nodepools";
const PODS = "/api/v1/namespaces/default/pods";

afterAll(async () => {
  await stopClusters(dir);
  rmSync(dir, { recursive: true, force: true });
});

function dev(): ClusterRecord {
  const record = readRecord(dir, "dev");
  if (record === undefined) throw new Error("dev is up");
  return record;
}

const post = (path: string, body: unknown) => mustApi(dir, dev(), { method: "POST", path, body });
const simulate = async () => nodesText(await simulateNodePools(dir, "dev"));
const nodes = async (): Promise<readonly string[]> => {
  const list = JSON.parse(await mustApi(dir, dev(), { path: "/api/v1/nodes" })) as {
    items: { metadata: { name: string } }[];
  };
  return list.items.map(({ metadata }) => metadata.name);
};
const placeOf = async (pod: string): Promise<string | undefined> => {
  const { spec } = JSON.parse(await mustApi(dir, dev(), { path: `${PODS}/${pod}` })) as {
    spec: { nodeName?: string };
  };
  return spec.nodeName;
};
const pod = (name: string, spec: object = {}) =>
  post(PODS, {
    metadata: { name },
    spec: { containers: [{ name: "main", image: "any", resources: { requests: { cpu: "5" } } }], ...spec },
  });

async function addPools(): Promise<void> {
  const kind = { group: "karpenter.sh", kind: "NodePool", plural: "nodepools", scope: "Cluster" } as const;
  const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  await post(path, permissiveDefinition({ ...kind, versions: ["v1"] }));
  await until(async () => (await askApi(dir, dev(), { path: POOLS })).status === 200);
  const capacity = (value: string) => ({
    requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: [value] }],
  });
  for (const [name, weight, cpu, value] of [
    ["calm", 10, "80", "on-demand"],
    ["cheap", 20, "8", "spot"],
  ] as const)
    await post(POOLS, {
      ...{ apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name } },
      spec: { weight, limits: { cpu }, template: { spec: capacity(value) } },
    });
}

test("a cluster without Karpenter gets no nodes, and pods that wait are named", async () => {
  await startCluster(dir, WISH);
  await pod("one");
  expect(await simulate()).toBe(
    "waiting default/one: no pool has a node for it: no nodes available to schedule pods",
  );
  expect(await nodes()).toEqual([]);
});

test("pods that wait get nodes, of the pool of the greatest weight up to its limit, then of the next", async () => {
  await addPools();
  await pod("two");
  await pod("three");
  expect(await simulate()).toBe(
    [
      "launched simulated-cheap-1 of pool cheap, for 1 waiting pod",
      "launched simulated-calm-1 of pool calm, for 1 waiting pod",
      "launched simulated-calm-2 of pool calm, for 1 waiting pod",
    ].join("\n"),
  );
  const places = await Promise.all(["one", "two", "three"].map(placeOf));
  expect([...places].sort()).toEqual(["simulated-calm-1", "simulated-calm-2", "simulated-cheap-1"]);
  expect(await simulate()).toBe("");
});

test("a node that helps no pod goes again", async () => {
  await pod("picky", { nodeSelector: { gpu: "yes" } });
  expect(await simulate()).toMatch(/^waiting default\/picky: no pool has a node for it: 0\/\d nodes are/);
  expect(await nodes()).toEqual(["simulated-calm-1", "simulated-calm-2", "simulated-cheap-1"]);
});

test("nodes go with their pool, and the pods on them", async () => {
  await mustApi(dir, dev(), { method: "DELETE", path: `${PODS}/picky?gracePeriodSeconds=0` });
  await mustApi(dir, dev(), { method: "DELETE", path: `${POOLS}/calm` });
  expect(await simulate()).toBe(
    "removed simulated-calm-1: its pool is gone\nremoved simulated-calm-2: its pool is gone",
  );
  expect(await nodes()).toEqual(["simulated-cheap-1"]);
});

/** Labels and taints of a node of a managed group, on a machine of eight processors. */
function groupNode(pool: NodePool, name: string): ClusterNode {
  const [group] = nodeGroups([pool], ["a"]);
  const taints = group!.taints.map((taint) => ({ ...taint, effect: "NoSchedule" as const }));
  const machine = {
    ...{ instanceType: "c7i.2xlarge", cpu: 8, memory: 16, pods: 110 },
    architecture: "amd64" as const,
  };
  return { ...machine, name, zone: "eu-central-1a", labels: group!.labels, taints };
}

test("placeholders stand on nodes of their pool's managed groups, one on each and nowhere else", async () => {
  const compute = samplePool({
    name: "compute",
    class: "compute",
    floor: { nodes: 2, times: [] },
    labels: { "atoll/pool": "compute" },
    taints: [{ key: "atoll/pool", value: "compute" }],
  });
  const general = groupNode(samplePool({ spotPercent: 0 }), "general-1");
  await addNodes(dir, "dev", { group: "general-a", nodes: [general] });
  const nodesOfPool = ["compute-1", "compute-2"].map((name) => groupNode(compute, name));
  await addNodes(dir, "dev", { group: "compute-a", nodes: nodesOfPool });
  await post("/apis/scheduling.k8s.io/v1/priorityclasses", { metadata: { name: FLOORS }, ...FLOOR_PRIORITY });
  const [floor] = floorPlan([compute], undefined, nodesOfGroups);
  const names = ["floor-1", "floor-2", "floor-3"];
  for (const name of names)
    await post(PODS, { metadata: { name, labels: floor!.podLabels }, spec: floor!.podSpec });
  const placed = async () => (await Promise.all(names.map(placeOf))).filter((place) => place !== undefined);
  await until(async () => (await placed()).length === 2);
  expect((await placed()).sort()).toEqual(["compute-1", "compute-2"]);
});
