import { describe, expect, test } from "vitest";
import { reachableRanges } from "../../../fleet/addresses/linked-ranges.ts";
import { addressMap } from "../../../fleet/addresses/map.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { formatBlock } from "../../../fleet/addresses/cidr.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import { networkPlan } from "../../../fleet/networks/network-plan.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { faultsOf } from "../written-inventory.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";
const LATER = "2027-12-24";

const created = (id: string, network: object = {}, more: object = {}): Cluster =>
  sampleCluster(id, { kind: "k3s", network: { mode: "create", netmaskLength: 20, ...network }, ...more });

const inVpc = (id: string, cidr: string, network: object = {}): Cluster => {
  const subnets = Object.fromEntries(
    ["a", "b", "c"].map((zone, index) => [
      `node-${zone}`,
      { id: `subnet-${zone.repeat(17)}`, cidr: cidr.replace(/\.0\.0\/16$/, `.${index * 16}.0/20`) },
    ]),
  );
  const vpcId = "vpc-0aaaaaaaaaaaaaaaa";
  return sampleCluster(id, { kind: "k3s", network: { mode: "existing", vpcId, cidr, subnets, ...network } });
};

const elsewhere = (id: string, network: object = {}, more: object = {}): Cluster =>
  sampleCluster(id, {
    kind: "attached",
    attached: { storageClass: "fast", networkPolicyEngine: "calico" },
    network: { mode: "external", cidr: "10.0.0.0/16", ...network },
    ...more,
  });

const lockOf = (...clusters: readonly Cluster[]): Lock =>
  updateLock(sampleInventory(clusters), undefined, DAY).lock;

const planOf = (inventory: Inventory, lock: Lock, id: string) =>
  networkPlan({ ...inventory, lock, today: DAY }, id);

describe("K3s in a network that atoll makes", () => {
  const inventory = sampleInventory([created("one"), created("two")]);
  const { lock } = updateLock(inventory, undefined, DAY);

  test("has subnets of nodes and public ones only, and an overlay of its own that the VPC knows nothing of", () => {
    const plan = planOf(inventory, lock, "one");
    expect(plan.subnets.map(({ key }) => key)).toEqual([
      ...["node-a", "node-b", "node-c"],
      ...["public-a", "public-b", "public-c"],
    ]);
    expect(plan.secondaryCidrs).toEqual([]);
    expect([lock.clusters["one"]?.pods, lock.clusters["two"]?.pods]).toEqual([
      "100.64.0.0/16",
      "100.65.0.0/16",
    ]);
  });

  test("is reached by its machines alone", () => {
    const [one] = Object.values(lock.clusters);
    if (one === undefined) throw new Error("nothing is locked");
    expect(reachableRanges(one)).toEqual([one.block]);
    expect(reachableRanges({ ...one, kind: "eks" })).toEqual([one.block, one.pods]);
  });

  test("takes as many nodes as its overlay has parts", () => {
    const asking = (max: number): readonly string[] =>
      faultsOf(() => lockOf(created("one", { netmaskLength: 16 }, { nodes: { max } })));
    expect(asking(256)).toEqual([]);
    expect(asking(257)).toEqual([
      "clusters/one.yaml nodes.max: expected at most 256 nodes with a part of the pods' overlay each; lower nodes.max, or build a second cluster",
    ]);
  });

  test("keeps the subnets that a lock of old gave it", () => {
    const old = lockOf(
      sampleCluster("one", { network: { mode: "create", netmaskLength: 20, pods: "unrouted" } }),
    );
    const { kubernetes: _, ...held } = old.clusters["one"]!;
    const before: Lock = { ...old, clusters: { one: { ...held, kind: "k3s" } } };
    const k3s = sampleInventory([created("one")]);
    expect(addressFindings(k3s, before)).toEqual([]);
    const { lock: after } = updateLock(k3s, before, DAY);
    expect(after.clusters["one"]?.subnets).toEqual(held.subnets);
    expect(planOf(k3s, after, "one").subnets.map(({ key }) => key)).not.toContain("pod-a");
  });
});

describe("K3s in a VPC that exists", () => {
  test("has the overlay that K3s takes by itself, or the one it names, and the VPC's range stays as it is", () => {
    const lock = lockOf(
      inVpc("one", "172.18.0.0/16"),
      inVpc("two", "172.19.0.0/16", { podRange: "10.9.0.0/16" }),
    );
    expect(lock.clusters["one"]?.pods).toBe("10.42.0.0/16");
    expect(lock.clusters["two"]?.pods).toBe("10.9.0.0/16");
    expect(planOf(sampleInventory([inVpc("one", "172.18.0.0/16")]), lock, "one").secondaryCidrs).toEqual([]);
  });

  test("may have the overlay of another, but not a range that pods could then not reach", () => {
    const twins = [inVpc("one", "172.18.0.0/16"), inVpc("two", "172.19.0.0/16")];
    expect(addressFindings(sampleInventory(twins), lockOf(...twins))).toEqual([]);
    const eks = inVpc("two", "10.42.0.0/16");
    const two = { ...eks, kind: "eks" as const };
    expect(faultsOf(() => lockOf(inVpc("one", "172.18.0.0/16"), two))).toEqual([
      "clusters/one.yaml network.podRange: expected a podRange outside every routed range, got 10.42.0.0/16 of cluster/two inside 10.42.0.0/16 of cluster/one pods; set another network.podRange",
    ]);
    const legacy = inVpc("one", "172.18.0.0/16", { legacy: true });
    expect(faultsOf(() => lockOf(legacy, two))).toEqual([]);
  });

  test("is not given a neighbour whose range its pods could not reach", () => {
    const eks = sampleCluster("eks", { network: { mode: "create", netmaskLength: 16 } });
    const taken = lockOf(inVpc("one", "172.18.0.0/16", { podRange: "10.0.0.0/16" }), eks);
    expect(taken.clusters["eks"]?.block).toBe("10.16.0.0/16");
    expect(lockOf(eks).clusters["eks"]?.block).toBe("10.0.0.0/16");
  });

  test("stays with its overlay", () => {
    const before = lockOf(inVpc("one", "172.18.0.0/16"));
    const moved = sampleInventory([inVpc("one", "172.18.0.0/16", { podRange: "10.9.0.0/16" })]);
    expect(
      addressFindings(moved, before).map(({ expected, got }) => `${expected}, got ${got ?? ""}`),
    ).toEqual(["10.9.0.0/16, as clusters/one.yaml says, got 10.42.0.0/16"]);
  });
});

describe("machines that stand elsewhere", () => {
  test("have their ranges in the lock, whoever else has them, and no subnets", () => {
    const eks = sampleCluster("eks");
    const lock = lockOf(elsewhere("far"), elsewhere("near"), eks);
    const { far } = lock.clusters;
    expect(far).toMatchObject({ external: true, block: "10.0.0.0/16", pods: "10.42.0.0/16", subnets: {} });
    expect(far).not.toHaveProperty("kubernetes");
    expect(lock.clusters["eks"]?.block).toBe("10.0.0.0/16");
    expect(planOf(sampleInventory([elsewhere("far")]), lock, "far")).toMatchObject({
      zones: [],
      subnets: [],
    });
  });

  test("are shown on the map, beside all that is the fleet's", () => {
    const clusters = [elsewhere("far"), sampleCluster("eks")];
    const map = addressMap(sampleInventory(clusters), lockOf(...clusters));
    expect(map.map(({ kind, label, block }) => `${kind} ${label} ${formatBlock(block)}`)).toEqual([
      "supernet routed 10.0.0.0/8",
      "external far 10.0.0.0/16",
    ]);
  });

  test("leave nothing behind that must be kept from others", () => {
    const leaving = elsewhere("far", {}, { lifecycle: "retiring", retireAfter: "2026-12-01" });
    const before = lockOf(leaving, inVpc("vpc", "172.18.0.0/16"));
    const { lock } = updateLock(sampleInventory([]), before, LATER);
    expect(lock.tombstones.map(({ cidr }) => cidr)).toEqual(["172.18.0.0/16"]);
  });
});
