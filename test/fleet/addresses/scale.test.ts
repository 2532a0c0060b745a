import { describe, expect, it } from "vitest";
import { blockSize, contains, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import type { Lock, LockedCluster } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";
const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `c${String(index + 1).padStart(4, "0")}`);

const lockOf = (inventory: Inventory): Lock => updateLock(inventory, undefined, DAY).lock;

function faultsOf(inventory: Inventory): readonly string[] {
  try {
    lockOf(inventory);
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(faultLine);
    throw error;
  }
  return [];
}

/** How many pairs overlap, by comparing each with each. */
function overlappingPairs(cidrs: readonly string[]): number {
  const blocks = cidrs.map(parseCidr);
  return blocks.reduce(
    (sum, one, index) => sum + blocks.slice(index + 1).filter((other) => overlaps(one, other)).length,
    0,
  );
}

const locked = (lock: Lock): readonly LockedCluster[] => Object.values(lock.clusters);
const sizeOf = (cidr: string): number => blockSize(parseCidr(cidr));

describe("fifty clusters of 200 nodes and 6,000 pods each", () => {
  const clusters = ids(50).map((id) => sampleCluster(id, { nodes: { max: 200, podsPerNode: 30 } }));
  const inventory = sampleInventory(clusters);
  const lock = lockOf(inventory);
  const subnets = (cluster: LockedCluster, one: string): readonly string[] =>
    Object.entries(cluster.subnets).flatMap(([key, cidr]) => (key.startsWith(`${one}-`) ? [cidr] : []));

  it("are proven disjoint by the sweep, and by comparing all pairs of their 600 subnets", () => {
    expect(addressFindings(inventory, lock)).toEqual([]);
    const all = locked(lock).flatMap((one) => Object.values(one.subnets));
    expect([all.length, overlappingPairs(all)]).toEqual([600, 0]);
    expect([locked(lock).length, overlappingPairs(locked(lock).map(({ block }) => block))]).toEqual([50, 0]);
  });

  it("have the reference shape: cluster N owns 10.N.0.0/16, nodes its first /20, pods a /19 in each zone", () => {
    for (const [number, cluster] of locked(lock).entries()) {
      expect(cluster.block).toBe(`10.${number}.0.0/16`);
      const area = parseCidr(`10.${number}.0.0/20`);
      expect(subnets(cluster, "node").every((cidr) => contains(area, parseCidr(cidr)))).toBe(true);
      expect(subnets(cluster, "pod").map((cidr) => cidr.slice(-3))).toEqual(["/19", "/19", "/19"]);
    }
  });

  it("hold 300,000 pods when every zone takes its third, each node in whole /28 prefixes with a warm one", () => {
    let pods = 0;
    for (const cluster of locked(lock)) {
      const nodesPerZone = Math.ceil(200 / 3);
      // 30 pods take two prefixes of 16 addresses; the warm one makes three, and their interface has an address.
      for (const cidr of subnets(cluster, "pod"))
        expect(sizeOf(cidr) - 16).toBeGreaterThan(nodesPerZone * (3 * 16 + 1));
      for (const cidr of subnets(cluster, "node")) expect(sizeOf(cidr) - 5).toBeGreaterThan(nodesPerZone);
      pods += 200 * 30;
    }
    expect(pods).toBe(300_000);
  });
});

describe("the limits of 10.0.0.0/8", () => {
  const clusters = ids(257).map((id) => sampleCluster(id));
  const offices = { addresses: { reserved: [{ cidr: "10.255.0.0/16", why: "offices" }] } };

  it("are 256 clusters of a /16, and the next one is told what to do", () => {
    const blocks = locked(lockOf(sampleInventory(clusters.slice(0, 256)))).map(({ block }) => block);
    expect(new Set(blocks).size).toBe(256);
    expect(faultsOf(sampleInventory(clusters))).toEqual([
      "clusters/c0257.yaml network: expected a free /16 in region eu or in the supernets, " +
        "got nothing in the region, nothing in the supernets (100.0 % given out or reserved); " +
        "add a range to addresses.supernets in fleet.yaml",
    ]);
  });

  it("are 255 with a reserved /16: a region takes what is left where no whole block for it is free", () => {
    const lock = lockOf(sampleInventory(clusters.slice(0, 255), offices));
    expect(lock.regions["eu"]?.blocks.slice(-4)).toEqual([
      "10.240.0.0/13",
      "10.248.0.0/14",
      "10.252.0.0/15",
      "10.254.0.0/16",
    ]);
    expect(locked(lock).some(({ block }) => block === "10.255.0.0/16")).toBe(false);
    expect(faultsOf(sampleInventory(clusters.slice(0, 256), offices))).toHaveLength(1);
  });

  it("name the largest block that would still fit", () => {
    const options = { addresses: { supernets: ["10.0.0.0/9"] } };
    const small = sampleCluster("small", {
      network: { mode: "create", netmaskLength: 18, pods: "unrouted" },
    });
    const held = [...clusters.slice(0, 127), small];
    const { lock } = updateLock(sampleInventory(held, options), undefined, DAY);
    const more = sampleInventory([...held, sampleCluster("more")], options);
    expect(() => updateLock(more, lock, DAY)).toThrow(
      "clusters/more.yaml network: expected a free /16 in region eu or in the supernets, " +
        "got at most a /17 in the region, nothing in the supernets (100.0 % given out or reserved); " +
        "set network.netmaskLength: 17 and perhaps pods: unrouted, or add a range to addresses.supernets in fleet.yaml",
    );
  });
});

describe("clusters with smaller routed blocks and unrouted pods", () => {
  const network = { mode: "create", netmaskLength: 20, pods: "unrouted" };
  const apart = (id: string): Cluster =>
    sampleCluster(id, { network: { ...network, linkable: false }, nodes: { max: 200 } });
  const linked = (id: string): Cluster => sampleCluster(id, { network });

  it("fit 1,000 times, and pod ranges repeat only where one of the two can never be linked", () => {
    const clusters = ids(1_000).map((id, index) => (index % 20 === 0 ? linked(id) : apart(id)));
    const inventory = sampleInventory(clusters);
    const lock = lockOf(inventory);
    expect(addressFindings(inventory, lock)).toEqual([]);
    expect([locked(lock).length, overlappingPairs(locked(lock).map(({ block }) => block))]).toEqual([
      1_000, 0,
    ]);
    const own = locked(lock).flatMap(({ linkable, pods }) => (linkable === false ? [] : [pods ?? ""]));
    expect([own.length, overlappingPairs(own)]).toEqual([50, 0]);
    const shared = locked(lock).flatMap(({ linkable, pods }) => (linkable === false ? [pods] : []));
    expect([shared.length, new Set(shared)]).toEqual([950, new Set(["100.64.0.0/16"])]);
  });

  it("get a pod range each while they may be linked, until the pod supernet is used up", () => {
    const clusters = ids(65).map(linked);
    const pods = locked(lockOf(sampleInventory(clusters.slice(0, 64)))).map((one) => one.pods);
    expect(new Set(pods).size).toBe(64);
    expect(faultsOf(sampleInventory(clusters))).toEqual([
      "clusters/c0065.yaml network.pods: expected a free /16 in the pod supernet 100.64.0.0/10; " +
        "set network.linkable: false, so that this cluster may repeat a pod range and is never linked",
    ]);
  });

  it("are told to widen the pod supernet when even a range that repeats is not free", () => {
    const addresses = { podSupernet: "100.64.0.0/16", reserved: [{ cidr: "100.64.0.0/16", why: "carrier" }] };
    expect(faultsOf(sampleInventory([apart("one")], { addresses }))).toEqual([
      "clusters/one.yaml network.pods: expected a free /16 in the pod supernet 100.64.0.0/16; " +
        "widen addresses.podSupernet in fleet.yaml, or reserve less of it",
    ]);
  });

  it("are told to lower their numbers when pods do not fit, for a larger block would not help", () => {
    const big = sampleCluster("big", { network, nodes: { max: 700, podsPerNode: 110 } });
    expect(faultsOf(sampleInventory([big]))).toEqual([
      "clusters/big.yaml nodes.max: expected at most 378 nodes with 129 pod addresses each " +
        "(whole /28 prefixes, one of them warm, and each interface); lower nodes.max or nodes.podsPerNode",
    ]);
  });
});
