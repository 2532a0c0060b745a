import { describe, expect, it } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import { networkPlan } from "../../../fleet/networks/network-plan.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const DAY = "2026-11-24";

function faultsOf(inventory: Inventory): readonly string[] {
  try {
    updateLock(inventory, undefined, DAY);
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(faultLine);
    throw error;
  }
  return [];
}

describe("the address plan", () => {
  it("gives cluster N of the reference plan its /16, its nodes the first /20, and its pods a /19 in each zone", () => {
    const inventory = sampleInventory([sampleCluster("one"), sampleCluster("two")]);
    const { lock } = updateLock(inventory, undefined, DAY);
    expect(lock.clusters["two"]).toEqual({
      since: DAY,
      region: "eu",
      kind: "eks",
      kubernetes: { controlPlane: "1.35", addOns: "1.35", nodes: "1.35", workloads: "1.35" },
      services: "172.20.0.0/16",
      adopt: {},
      block: "10.1.0.0/16",
      subnets: {
        "node-a": "10.1.0.0/22",
        "node-b": "10.1.4.0/22",
        "node-c": "10.1.8.0/22",
        "pod-a": "10.1.32.0/19",
        "pod-b": "10.1.64.0/19",
        "pod-c": "10.1.96.0/19",
        "public-a": "10.1.16.0/24",
        "public-b": "10.1.17.0/24",
        "public-c": "10.1.18.0/24",
        "control-plane-a": "10.1.19.0/27",
        "control-plane-b": "10.1.19.32/27",
        "control-plane-c": "10.1.19.64/27",
      },
    });
  });

  it("keeps a fourth zone's nodes in the first /20 too, and moves nothing for it", () => {
    const before = sampleInventory([sampleCluster("one", { zones: ["a", "b", "c"] })]);
    const { lock } = updateLock(before, undefined, DAY);
    const after = sampleInventory([sampleCluster("one", { zones: ["a", "b", "c", "d"] })]);
    const { lock: wider, changes } = updateLock(after, lock, DAY);
    expect(wider.clusters["one"]?.subnets).toMatchObject({
      ...lock.clusters["one"]?.subnets,
      "node-d": "10.0.12.0/22",
    });
    expect(changes.map(({ action, holder }) => `${action} ${holder}`)).toEqual([
      "add cluster/one control-plane-d",
      "add cluster/one node-d",
      "add cluster/one pod-d",
      "add cluster/one public-d",
    ]);
  });

  it("takes another block for a region whose blocks are full", () => {
    const regions = [sampleRegion("eu", { netmaskLength: 15 }), sampleRegion("us", { netmaskLength: 15 })];
    const cluster = (id: string, region: string): Cluster => sampleCluster(id, { region });
    const first = sampleInventory([cluster("a", "eu"), cluster("b", "us")], { regions });
    const { lock } = updateLock(first, undefined, DAY);
    const second = sampleInventory(
      [cluster("a", "eu"), cluster("b", "us"), cluster("c", "eu"), cluster("d", "eu")],
      { regions },
    );
    const grown = updateLock(second, lock, DAY).lock;
    expect(grown.regions["eu"]?.blocks).toEqual(["10.0.0.0/15", "10.4.0.0/15"]);
    expect(grown.clusters["d"]?.block).toBe("10.4.0.0/16");
  });

  it.each([
    {
      what: "more nodes than the node subnets hold",
      network: { netmaskLength: 20, pods: "vpc" },
      nodes: { max: 200, podsPerNode: 1 },
      wanted: "at most 177 nodes in 3 node subnets; set network.netmaskLength: 19",
    },
    {
      what: "more pods than the pod subnets hold",
      network: { netmaskLength: 16, pods: "vpc" },
      nodes: { max: 1000, podsPerNode: 110 },
      wanted:
        "at most 189 nodes with 129 pod addresses each (whole /28 prefixes, one of them warm, and each interface); " +
        "set network.pods: unrouted, or lower nodes.max or nodes.podsPerNode",
    },
  ])("refuses $what, and names the remedy", ({ network, nodes, wanted }) => {
    const clusters = [sampleCluster("big", { network: { mode: "create", ...network }, nodes })];
    expect(faultsOf(sampleInventory(clusters))[0]).toBe(`clusters/big.yaml nodes.max: expected ${wanted}`);
  });

  it("gives nobody the range of a network that exists already, even inside a supernet", () => {
    const subnets = { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "10.0.0.0/20" } };
    const network = { mode: "existing", vpcId: "vpc-0aaaaaaaaaaaaaaaa", cidr: "10.0.0.0/16", subnets };
    const inventory = sampleInventory([
      sampleCluster("new"),
      sampleCluster("old", { network, nodes: { max: 5 } }),
    ]);
    const { lock } = updateLock(inventory, undefined, DAY);
    expect(lock.clusters["old"]?.block).toBe("10.0.0.0/16");
    expect(lock.clusters["new"]?.block).not.toBe("10.0.0.0/16");
    expect(networkPlan({ ...inventory, lock, today: DAY }, "old")).toMatchObject({
      vpcId: "vpc-0aaaaaaaaaaaaaaaa",
      subnets: [{ key: "node-a", id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "10.0.0.0/20" }],
    });
  });

  it("counts pods among the nodes where an existing VPC has no pod subnets", () => {
    const subnets = { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "192.168.0.0/24" } };
    const network = { mode: "existing", vpcId: "vpc-0aaaaaaaaaaaaaaaa", cidr: "192.168.0.0/16", subnets };
    const old = (kind: string, max: number): Inventory =>
      sampleInventory([sampleCluster("old", { kind, network, nodes: { max, podsPerNode: 30 } })]);
    expect(faultsOf(old("eks", 4))).toEqual([]);
    expect(faultsOf(old("eks", 5))).toEqual([
      "clusters/old.yaml nodes.max: expected at most 4 nodes with 49 pod addresses each " +
        "(whole /28 prefixes, one of them warm, and each interface) in 1 node subnets; add subnets to the VPC, or lower nodes.max",
    ]);
    expect(faultsOf(old("k3s", 251))).toEqual([]);
    expect(faultsOf(old("k3s", 252))).toHaveLength(1);
  });

  it("lets only a legacy network overlap what another one owns", () => {
    const existing = (legacy: boolean): object => ({
      mode: "existing",
      vpcId: "vpc-0aaaaaaaaaaaaaaaa",
      cidr: "192.168.0.0/16",
      legacy,
      subnets: { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "192.168.0.0/20" } },
    });
    const pair = (legacy: boolean): Inventory =>
      sampleInventory([
        sampleCluster("first", { network: existing(false), nodes: { max: 5 } }),
        sampleCluster("second", { network: existing(legacy), nodes: { max: 5 } }),
      ]);
    expect(faultsOf(pair(true))).toEqual([]);
    expect(faultsOf(pair(false))).toEqual([
      "clusters/second.yaml network.cidr: expected routed ranges that do not overlap, " +
        "got 192.168.0.0/16 of cluster/second inside 192.168.0.0/16 of cluster/first; " +
        "a VPC keeps its range: set network.legacy: true, so that it is never connected",
    ]);
  });
});
