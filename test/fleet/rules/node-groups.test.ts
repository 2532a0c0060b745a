import { expect, test } from "vitest";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import { K3S_MINORS } from "../../../fleet/k3s/k3s-catalog.ts";
import { AUTOSCALER_VERSIONS } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { launchesNodes } from "../../../fleet/nodes/launches-nodes.ts";
import { systemNodes } from "../../../fleet/nodes/system-nodes.ts";
import { vcpuDemand } from "../../../fleet/nodes/vcpu-quotas.ts";
import { nodeGroupFindings } from "../../../fleet/rules/node-groups.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { placedTenant } from "../placed-tenant.ts";

const ENTRY = { region: "eu", environment: "production", sla: 2, zones: ["a", "b", "c"], kubernetes: "1.35" };

function cluster(changes: object): Cluster {
  return { ...clusterSchema.parse({ ...ENTRY, kind: "k3s", ...changes }), id: "one" };
}

const inventory = (one: Cluster): Inventory =>
  ({ clusters: new Map([[one.id, one]]), tenants: new Map(), regions: new Map() }) as unknown as Inventory;

test("every minor that K3s has in the catalog has a Cluster Autoscaler, for K3s has it unless it is told otherwise", () => {
  expect(K3S_MINORS.filter((minor) => AUTOSCALER_VERSIONS[minor] === undefined)).toEqual([]);
  expect(cluster({}).nodes.autoscaler).toBe("cluster-autoscaler");
});

test("a minor without one is refused, and the two ways out are said", () => {
  expect(nodeGroupFindings(inventory(cluster({ kubernetes: "1.37" })))).toEqual([
    {
      file: "clusters/one.yaml",
      at: ["kubernetes"],
      expected: "a minor that the catalog has a Cluster Autoscaler for: 1.33, 1.34, 1.35, 1.36",
      hint: "wait for the catalog, or build the cluster with Karpenter",
    },
  ]);
  const nodes = { autoscaler: "karpenter" };
  expect(nodeGroupFindings(inventory(cluster({ kubernetes: "1.37", nodes })))).toEqual([]);
});

test("atoll launches the nodes of EKS and of K3s in AWS, and of nobody else", () => {
  const kinds = [
    { kind: "eks", provider: "aws" },
    { kind: "k3s", provider: "aws" },
    { kind: "k3s", provider: "hosts" },
    { kind: "attached", provider: "aws" },
  ] as const;
  expect(kinds.map(launchesNodes)).toEqual([true, true, false, false]);
});

test("the servers of K3s are its system nodes, with the processors that their type has", () => {
  expect(systemNodes(cluster({}))).toEqual({ count: 3, called: "servers", category: "m", cpus: 2 });
  const large = { servers: 5, serverType: "r7i.4xlarge" };
  expect(systemNodes(cluster({ k3s: large }))).toMatchObject({ count: 5, category: "r", cpus: 16 });
  expect(systemNodes(cluster({ sla: 1, zones: ["a", "b"] }))).toMatchObject({ count: 1, called: "server" });
  expect(systemNodes(cluster({ kind: "eks" }))).toMatchObject({ count: 2, called: "system nodes", cpus: 2 });
});

test("workers want the processors of their groups, and none beside those that an update would replace", () => {
  const nodes = { max: 13, pools: { general: { max: 10, sizes: ["xlarge"], spotPercent: 50 } } };
  const { onDemand, spot } = vcpuDemand(
    { regions: new Map(), tenants: new Map(), clusters: new Map() },
    cluster({ nodes }),
  );
  // Three servers and one that takes the place of another, of two processors each; five nodes of four.
  expect(onDemand.standard).toBe(4 * 2 + 5 * 4);
  expect(spot.standard).toBe(5 * 4);
});

test("no tenant is promised nodes of its own where none can be labelled, nor for a standby", () => {
  const hosts = {
    kind: "attached",
    network: { mode: "external", cidr: "192.168.77.0/24" },
    attached: { storageClass: "fast", networkPolicyEngine: "calico" },
  };
  const tenant = placedTenant("acme", {
    displayName: "Acme",
    tier: "dedicated-nodes",
    size: "small",
    environments: { live: { cluster: "one" }, main: { cluster: "elsewhere" } },
  });
  const main = { ...tenant.environments["main"]!, standby: { cluster: "one" } };
  const tenants = new Map([["acme", { ...tenant, environments: { ...tenant.environments, main } }]]);
  const at = (one: object) =>
    nodeGroupFindings({ ...inventory(cluster(one)), tenants }).map((found) => [
      found.at.join("."),
      found.expected,
      found.hint,
    ]);
  const found = [
    "a cluster with Karpenter, for nobody labels machines that are there already as one tenant's own",
    "place it elsewhere, or choose another tier: one launches no nodes",
  ];
  expect(at(hosts)).toEqual([
    ["environments.live.cluster", ...found],
    ["environments.main.standby.cluster", ...found],
  ]);
  expect(at({ nodes: { autoscaler: "karpenter" } })).toEqual([]);
});
