import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cluster, Tenant } from "../../../fleet/inventory.ts";
import { nodePools } from "../../../fleet/nodes/node-pools.ts";
import { nodePoolFindings } from "../../../fleet/rules/node-pools.ts";
import { poolShares } from "../../../fleet/nodes/pool-shares.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { slaSettings } from "../../../fleet/sla.ts";
import { nodesForQuota } from "../../../fleet/nodes/tenant-pools.ts";
import { tierContract } from "../../../fleet/tiers.ts";

const NO_TENANTS = { tenants: new Map<string, Tenant>(), clusters: new Map<string, Cluster>() };

function cluster(nodes: unknown, changes: object = {}): Cluster {
  const entry = { kind: "eks", region: "eu", environment: "production", sla: 3, kubernetes: "1.35", nodes };
  return { ...clusterSchema.parse({ ...entry, ...changes }), id: "one" };
}

const poolsOf = (nodes: unknown, changes: object = {}) => nodePools(NO_TENANTS, cluster(nodes, changes));

function tenant(changes: Partial<Tenant> = {}): Tenant {
  return {
    id: "aurora",
    displayName: "Aurora",
    tier: "dedicated-nodes",
    size: "large",
    groups: {},
    environments: { live: { cluster: "one" }, test: { cluster: "one" }, trial: { cluster: "other" } },
    lifecycle: "active",
    ...changes,
  } as Tenant;
}

describe("a cluster that names no pools", () => {
  test("has the pool general, with eight processors for each node that is not a system node", () => {
    expect(poolsOf({ max: 23 })).toMatchObject([
      {
        name: "general",
        cpuLimit: 160,
        isNodeLimit: false,
        memoryPerCpuGiB: 4,
        why: "nodes.max 23 less 3 system nodes, each counted as 8 processors",
        machines: { categories: ["c", "m", "r"], cpus: { least: 2, most: 32 } },
        labels: {},
        taints: [],
      },
    ]);
  });

  test("has as many processors as its entry says", () => {
    expect(poolsOf({ max: 23, cpuLimit: 500 })).toMatchObject([{ cpuLimit: 500, why: "nodes.cpuLimit" }]);
  });

  test("has the same machines in development", () => {
    const [pool] = poolsOf({ max: 23 }, { environment: "development" });
    expect(pool?.machines.categories).toEqual(["c", "m", "r"]);
  });
});

describe("the reference sizes", () => {
  const pools = poolsOf({
    max: 193,
    pools: {
      gpu: { max: 10, sizes: ["2xlarge"] },
      general: { min: 10, max: 100, sizes: ["xlarge"], spotPercent: 60 },
      memory: { min: 5, max: 30, sizes: ["xlarge"] },
      compute: { min: 5, max: 50, sizes: ["2xlarge"] },
    },
  });

  test("have as many processors as all their nodes, the pool general first", () => {
    expect(pools.map(({ name, nodes, cpuLimit }) => [name, nodes, cpuLimit])).toEqual([
      ["general", 100, 400],
      ["compute", 50, 400],
      ["gpu", 10, 80],
      ["memory", 30, 120],
    ]);
  });

  test("keep to themselves, but for general", () => {
    expect(pools.map(({ taints }) => taints)).toEqual([
      [],
      [{ key: "atoll/pool", value: "compute" }],
      [{ key: "nvidia.com/gpu", value: "gpu" }],
      [{ key: "atoll/pool", value: "memory" }],
    ]);
    expect(pools.map(({ labels }) => labels["atoll/pool"])).toEqual([undefined, "compute", "gpu", "memory"]);
  });

  test("leave nodes with data or dear processors alone until they are empty", () => {
    const said = pools.map(({ name, disruption }) => [name, disruption.consolidation, disruption.graceHours]);
    expect(said).toEqual([
      ["general", "Balanced", 1],
      ["compute", "Balanced", 1],
      ["gpu", "WhenEmpty", 1],
      ["memory", "WhenEmpty", 24],
    ]);
  });
});

describe("a pool", () => {
  test("of ordinary work is burstable in development by default, and only there", () => {
    const machines = (environment: string, general: object) =>
      poolsOf({ max: 23, pools: { general } }, { environment })[0]?.machines;
    expect(machines("development", {})).toMatchObject({
      categories: ["t"],
      oldestGeneration: 3,
      cpus: { least: 2, most: 8 },
    });
    expect(machines("staging", {})?.categories).toEqual(["c", "m", "r"]);
    expect(machines("development", { burstable: false })?.categories).toEqual(["c", "m", "r"]);
    expect(machines("production", { burstable: true })?.categories).toEqual(["t"]);
    expect(machines("development", { families: ["t3", "m7i"] })).toMatchObject({
      categories: ["c", "m", "r", "t"],
      families: ["t3", "m7i"],
      oldestGeneration: 3,
    });
  });

  test("has frozen times of its own, or those of the cluster", () => {
    const freeze = [{ schedule: "0 0 * * sat", hours: 48 }];
    const pools = poolsOf({
      max: 50,
      pools: { compute: { max: 2, freeze: [] }, memory: { max: 2 } },
      freeze,
    });
    expect(pools.map(({ disruption }) => disruption.freezes)).toEqual([freeze, [], freeze]);
  });

  test("general gets what the others leave", () => {
    expect(poolsOf({ max: 50, pools: { compute: { max: 17 } } })[0]).toMatchObject({
      nodes: 30,
      cpuLimit: 240,
      why: "nodes.max 50 less 3 system nodes and 17 of other pools, each counted as 8 processors",
    });
  });
});

test("pools that are accepted never have more nodes together than the network was made for", () => {
  const max = fc.integer({ min: 0, max: 60 });
  const spot = fc.integer({ min: 0, max: 10 }).map((tens) => tens * 10);
  const named = fc.record({ max, spotPercent: spot });
  const pools = fc.record({
    compute: fc.option(named, { nil: undefined }),
    memory: fc.option(named, { nil: undefined }),
    general: fc.option(fc.record({ max: fc.option(max, { nil: undefined }), spotPercent: spot }), {
      nil: undefined,
    }),
    other: named.map((entry) => ({ ...entry, class: "compute" })),
  });
  fc.assert(
    fc.property(pools, fc.integer({ min: 1, max: 150 }), (given, most) => {
      const written = JSON.parse(JSON.stringify({ max: most, pools: given })) as unknown;
      const one = cluster(written);
      const findings = nodePoolFindings({ clusters: new Map([["one", one]]) } as never);
      const found = nodePools(NO_TENANTS, one);
      const nodes = found.reduce((sum, pool) => sum + pool.nodes, 0);
      if (findings.length === 0) expect(nodes + slaSettings(one).systemNodes).toBeLessThanOrEqual(most);
      for (const pool of found) {
        const shares = poolShares(pool);
        expect(shares.reduce((sum, share) => sum + share.nodes, 0)).toBe(pool.nodes);
        expect(shares.reduce((sum, share) => sum + share.cpu, 0)).toBe(pool.cpuLimit);
      }
    }),
    { numRuns: 1_000 },
  );
});

describe("a tenant with nodes of its own", () => {
  const tenants = new Map([
    ["aurora", tenant()],
    ["pooled", tenant({ id: "pooled", tier: "pooled" })],
    ["away", tenant({ id: "away", environments: { live: { cluster: "other", stateful: false } } })],
  ]);

  test("has a pool where it is placed, for all of its environments there, and nobody else is in it", () => {
    const [, ...own] = nodePools({ tenants, clusters: new Map() }, cluster({ max: 23 }));
    expect(own).toMatchObject([
      {
        name: "tenant-aurora",
        tenant: "aurora",
        nodes: 15,
        cpuLimit: 120,
        why: "the quota of 2 environments of size large, and 1 node to replace another",
        labels: { "node-restriction.kubernetes.io/atoll-tenant": "aurora" },
        taints: [{ key: "atoll/tenant", value: "aurora" }],
      },
    ]);
    expect(poolShares(own[0]!)).toMatchObject([{ name: "tenant-aurora", capacity: "on-demand", cpu: 120 }]);
  });

  test("has the same pool on the cluster that takes the place of its own, and where it stands by", () => {
    const own = (id: string, one: Tenant) => {
      const clusters = [cluster({ max: 23 }), { ...cluster({ max: 23 }), id: "green", replaces: "one" }];
      const inventory = {
        tenants: new Map([["aurora", one]]),
        clusters: new Map(clusters.map((each) => [each.id, each])),
      };
      const here = { ...cluster({ max: 23 }), id };
      return nodePools(inventory, here).flatMap(({ name, nodes }) =>
        name === "tenant-aurora" ? [nodes] : [],
      );
    };
    expect([own("one", tenant()), own("green", tenant()), own("away", tenant())]).toEqual([[15], [15], []]);
    const standby = { live: { cluster: "one", stateful: false, standby: { cluster: "away" } } };
    expect(own("away", tenant({ environments: standby }))).toEqual([8]);
  });

  test("takes no nodes from the pools of its cluster", () => {
    const [general] = nodePools({ tenants, clusters: new Map() }, cluster({ max: 23 }));
    expect(general).toEqual(nodePools(NO_TENANTS, cluster({ max: 23 }))[0]);
  });

  test.each(["small", "medium", "large"] as const)("of size %s fits its whole quota into them", (size) => {
    const { requests } = tierContract("dedicated-nodes", size).quota;
    for (const environments of [1, 2, 7]) {
      const full = nodesForQuota({ tier: "dedicated-nodes", size }, environments) - 1;
      expect(full * 7_000).toBeGreaterThanOrEqual(requests.cpuMillicores * environments);
      expect(full * 28 * 1024).toBeGreaterThanOrEqual(requests.memoryMiB * environments);
    }
  });
});
