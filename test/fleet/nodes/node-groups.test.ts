import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeZones } from "../../../fleet/addresses/zones.ts";
import { foreignFamilies, groupTypes } from "../../../fleet/nodes/group-machines.ts";
import type { Tenant } from "../../../fleet/inventory.ts";
import { groupShares, groupSurge, nodeGroups, partOf } from "../../../fleet/nodes/node-groups.ts";
import { nodePools } from "../../../fleet/nodes/node-pools.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { vcpuDemand } from "../../../fleet/nodes/vcpu-quotas.ts";

const NO_TENANTS = { tenants: new Map<string, Tenant>(), clusters: new Map(), regions: new Map() };
const ZONES = ["a", "b", "c"];
const ENTRY = { kind: "eks", region: "eu", environment: "production", sla: 2, kubernetes: "1.35" };

function cluster(nodes: object, changes: object = {}) {
  const entry = { ...ENTRY, ...changes };
  const all = { autoscaler: "cluster-autoscaler", ...nodes };
  return { ...clusterSchema.parse({ ...entry, zones: ZONES, nodes: all }), id: "one" };
}

const poolsOf = (pools: object, changes: object = {}) =>
  nodePools(NO_TENANTS, cluster({ max: 200, pools }, changes));
const groupsOf = (pools: object, changes: object = {}) => nodeGroups(poolsOf(pools, changes), ZONES);

describe("managed groups", () => {
  const pools = { general: { max: 10, sizes: ["xlarge"], spotPercent: 60 }, memory: { max: 4 } };

  test("are one for each zone of a pool, and one more for each zone that has spot machines", () => {
    expect(groupsOf(pools).map(({ key, max, capacity }) => [key, max, capacity])).toEqual([
      ["general-a", 2, "on-demand"],
      ["general-b", 1, "on-demand"],
      ["general-c", 1, "on-demand"],
      ["general-spot-a", 2, "spot"],
      ["general-spot-b", 2, "spot"],
      ["general-spot-c", 2, "spot"],
      ["memory-a", 2, "on-demand"],
      ["memory-b", 1, "on-demand"],
      ["memory-c", 1, "on-demand"],
    ]);
  });

  test("have the labels and taints of their pool, the kind of their capacity and one slot", () => {
    const [general, , , spot, , , memory] = groupsOf(pools);
    expect(general).toMatchObject({
      labels: {
        "atoll/group": "general",
        "karpenter.sh/capacity-type": "on-demand",
        "atoll/capacity-slot": "7",
      },
      taints: [],
    });
    expect(spot?.labels).toMatchObject({ "karpenter.sh/capacity-type": "spot", "atoll/capacity-slot": "1" });
    expect(memory).toMatchObject({
      labels: { "atoll/group": "memory", "atoll/pool": "memory" },
      taints: [{ key: "atoll/pool", value: "memory" }],
    });
  });

  test("are told to the autoscaler while they are empty: labels, taints and disk", () => {
    const memory = groupsOf(pools)[6];
    const before = "k8s.io/cluster-autoscaler/node-template";
    expect(memory?.tags.map(({ key, value }) => `${key}=${value}`)).toEqual([
      `${before}/label/atoll/pool=memory`,
      `${before}/label/atoll/group=memory`,
      `${before}/label/karpenter.sh/capacity-type=on-demand`,
      `${before}/label/atoll/capacity-slot=1`,
      `${before}/taint/atoll/pool=memory:NoSchedule`,
      `${before}/resources/ephemeral-storage=40Gi`,
      `${before}/autoscaling-options/scaledownutilizationthreshold=0.001`,
      `${before}/autoscaling-options/scaledowngpuutilizationthreshold=0.001`,
      `${before}/autoscaling-options/ignoredaemonsetsutilization=true`,
    ]);
  });

  test("of a pool for GPUs have the image with drivers and the labels that plugin and autoscaler look for", () => {
    const [, , , gpu] = groupsOf({ general: { max: 3 }, gpu: { max: 2, sizes: ["xlarge"] } });
    expect(gpu).toMatchObject({
      key: "gpu-a",
      image: "AL2023_x86_64_NVIDIA",
      types: ["g6.xlarge", "g5.xlarge", "g4dn.xlarge"],
      labels: { "nvidia.com/gpu.present": "true", "k8s.amazonaws.com/accelerator": "nvidia" },
      taints: [{ key: "nvidia.com/gpu", value: "gpu" }],
    });
  });

  test("of a pool for GPUs have the image of their own processors", () => {
    const gpu = { max: 2, architectures: ["arm64"], families: ["g5g"] };
    const groups = groupsOf({ general: { max: 3 }, gpu });
    expect(groups.map(({ pool, image }) => `${pool} ${image}`).slice(2, 4)).toEqual([
      "general AL2023_x86_64_STANDARD",
      "gpu AL2023_ARM_64_NVIDIA",
    ]);
    expect(groups[3]?.types).toEqual(["g5g.2xlarge"]);
  });

  test("tell the autoscaler how many pods their nodes take where those are fewer than usual", () => {
    const arm = { class: "compute", max: 2, architectures: ["arm64"], families: ["c7g"], sizes: ["medium"] };
    const told = groupsOf({ general: { max: 3 }, arm }).flatMap(({ tags }) =>
      tags.filter(({ role }) => role === "pods"),
    );
    expect(told).toHaveLength(6);
    expect(told[0]).toEqual({
      role: "pods",
      key: "k8s.io/cluster-autoscaler/node-template/resources/pods",
      value: "50",
    });
    expect(groupsOf(pools).flatMap(({ tags }) => tags.map(({ role }) => role))).not.toContain("pods");
  });

  test("have no name twice, and together never more nodes than the pool", () => {
    const pool = fc.record({
      max: fc.integer({ min: 0, max: 40 }),
      spotPercent: fc.integer({ min: 0, max: 10 }).map((tens) => tens * 10),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("general", "compute", "memory", "gpu"), pool, { minKeys: 1 }),
        fc.subarray(["a", "b", "c", "d"], { minLength: 1 }),
        (entries, zones) => {
          const own = poolsOf(entries);
          const groups = nodeGroups(own, zones);
          expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
          for (const one of own) {
            const sum = groups
              .filter((group) => group.pool === one.name)
              .reduce((all, { max }) => all + max, 0);
            expect(sum).toBeLessThanOrEqual(one.nodes);
            expect(sum).toBe(groupShares(one).reduce((all, { nodes }) => all + nodes, 0));
          }
        },
      ),
    );
  });
});

test("parts of a whole are the whole, and no two differ by more than one", () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 6 }), (whole, parts) => {
      const all = Array.from({ length: parts }, (_, index) => partOf(whole, parts, index));
      expect(all.reduce((sum, part) => sum + part, 0)).toBe(whole);
      expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
    }),
  );
});

describe("machines of a group", () => {
  const typesOf = (pool: object, changes: object = {}) => groupTypes(poolsOf({ general: pool }, changes)[0]!);

  test("have one size and one amount of memory, whatever the class may have with Karpenter", () => {
    expect(typesOf({ max: 9 })).toEqual(["m7i.2xlarge", "m6i.2xlarge", "m6a.2xlarge", "m5.2xlarge"]);
    expect(typesOf({ max: 9, oldestGeneration: 6, sizes: ["large"] })).toEqual([
      "m7i.large",
      "m6i.large",
      "m6a.large",
    ]);
    expect(typesOf({ max: 9, families: ["r7i", "r7a"], sizes: ["xlarge"] })).toEqual([
      "r7i.xlarge",
      "r7a.xlarge",
    ]);
    expect(typesOf({ max: 9 }, { environment: "development" })).toEqual(["t3.2xlarge", "t3a.2xlarge"]);
  });

  test("of named families are those that exist, and any of a family that nobody knew", () => {
    expect(typesOf({ max: 9, families: ["m5", "m6i", "m9x"], sizes: ["32xlarge"] })).toEqual([
      "m6i.32xlarge",
      "m9x.32xlarge",
    ]);
    expect(typesOf({ max: 9, families: ["c5", "c6i"], sizes: ["9xlarge"] })).toEqual(["c5.9xlarge"]);
  });

  test("of size medium are those of Graviton or of burstable families", () => {
    const medium = { max: 9, sizes: ["medium"], architectures: ["arm64"] };
    const [, arm] = poolsOf({ general: { max: 1 }, compute: medium });
    expect(groupTypes(arm!)).toEqual(["c8g.medium", "c7g.medium", "c6g.medium"]);
    expect(arm).toMatchObject({ cpusPerNode: 1, cpuLimit: 9 });
    const [burstable] = poolsOf({ general: { max: 9, sizes: ["medium"], families: ["t3"] } });
    expect(burstable).toMatchObject({ cpusPerNode: 2, cpuLimit: 18 });
    expect(groupTypes(burstable!)).toEqual(["t3.medium"]);
  });

  test("are those that the size is made of", () => {
    const [, compute] = poolsOf({ general: { max: 1 }, compute: { max: 9, sizes: ["8xlarge"] } });
    expect(groupTypes(compute!)).toEqual(["c7i.8xlarge", "c6i.8xlarge", "c6a.8xlarge"]);
    const [, arm] = poolsOf({ general: { max: 1 }, memory: { max: 9, architectures: ["arm64"] } });
    expect(groupTypes(arm!)).toEqual(["r8g.xlarge", "r7g.xlarge", "r6g.xlarge"]);
  });

  test.each([
    [["m7i", "m6a", "m5"], []],
    [["m7i", "r7i"], ["r7i"]],
    [["c5", "c5n"], ["c5n"]],
    [["c5", "c4"], ["c4"]],
    [["r5", "r4"], ["r4"]],
    [["c4", "c3"], []],
    [["m5", "m4"], []],
    [["g5g", "c7g"], []],
    [["p6e-gb200", "p6-b200"], ["p6-b200"]],
    [["m7i", "m7g"], ["m7g"]],
    [["p5"], []],
    [["p4d", "p5"], ["p5"]],
  ])("of families %j are alike but for %j", (families, foreign) => {
    expect(foreignFamilies(families)).toEqual(foreign);
  });

  test("of size medium have two processors where they are burstable, and one elsewhere", () => {
    expect(foreignFamilies(["m7g", "t4g"], "medium")).toEqual(["t4g"]);
    expect(foreignFamilies(["m7g", "t4g"], "large")).toEqual([]);
  });
});

test("an update adds two nodes to a group of one zone, or its share, and none to one that may have none", () => {
  expect(groupSurge({ max: 0, percent: 10 })).toBe(0);
  expect(groupSurge({ max: 3, percent: 10 })).toBe(2);
  expect(groupSurge({ max: 50, percent: 10 })).toBe(5);
});

test("processors of nodes beside those they replace count, for groups go beyond their limit", () => {
  const nodes = { max: 5, pools: { general: { max: 3, sizes: ["xlarge"] } } };
  // Three system nodes of 2 processors at most; three groups with one node of 4, and two more in each.
  expect(vcpuDemand(NO_TENANTS, cluster(nodes)).onDemand.standard).toBe(3 * 2 + 9 * 4);
  expect(vcpuDemand(NO_TENANTS, cluster({ ...nodes, autoscaler: "karpenter" })).onDemand.standard).toBe(
    3 * 2 + 3 * 4,
  );
});

test("zones of groups are those that have a subnet of nodes", () => {
  const subnet = (id: string, third: number) => ({
    id: `subnet-0${id.repeat(16)}`,
    cidr: `10.9.${third}.0/24`,
  });
  const network = {
    ...{ mode: "existing", vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "10.9.0.0/16" },
    subnets: { "public-a": subnet("a", 1), "node-b": subnet("b", 2), "node-c": subnet("c", 3) },
  };
  const existing = { ...cluster({ max: 9 }), ...clusterSchema.parse({ ...ENTRY, network }) };
  expect(nodeZones(NO_TENANTS, { ...existing, id: "one" })).toEqual(["b", "c"]);
  expect(nodeZones(NO_TENANTS, cluster({ max: 9 }))).toEqual(ZONES);
});
