import { describe, expect, test } from "vitest";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { freeAddresses, surgeQuota } from "../../fleet/upgrade/room-checks.ts";
import { levelAt } from "../../fleet/upgrade/layers.ts";
import { fleetWithLayers } from "../../fleet/upgrade/with-layers.ts";
import { changesOf } from "../../plan/upgrade/upgrade-text.ts";
import { upgradeJson } from "../../plan/upgrade/upgrade-json.ts";
import { upgradeText } from "../../plan/upgrade/upgrade-text.ts";
import { isBlocked, upgradePlan } from "../../plan/upgrade/upgrade-plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { sampleFleet } from "./sample-fleet.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";

const TODAY = "2026-11-27";

function clusterOf(fleet: Fleet, id: string): Cluster {
  const cluster = fleet.clusters.get(id);
  if (cluster === undefined) throw new Error(`there is no ${id}`);
  return cluster;
}

/** A fleet whose `dev` runs 1.35 and asks for 1.36. */
function asking(): Fleet {
  const fleet = sampleFleet({ dev: { kubernetes: "1.36" } });
  return fleetWithLayers(fleet, "dev", levelAt("1.35"));
}

const planned = async (fleet: Fleet, target = "1.36") =>
  upgradePlan(fleet, clusterOf(fleet, "dev"), { target, today: TODAY });

describe("a minor in place", () => {
  test("changes one layer in each step, and replaces or deletes nothing", async () => {
    const { steps } = await planned(asking());
    expect(steps.map(({ layer, diff }) => [layer, changesOf(diff)])).toEqual([
      ["controlPlane", ["~ Cluster (version): dev"]],
      ["addOns", ["~ Addon (addonVersion): dev-addon-kube-proxy"]],
      [
        "nodes",
        [
          "~ NodeGroup (releaseVersion, version): dev-system-nodes",
          "~ EC2NodeClass (spec): dev-karpenter-class-general",
        ],
      ],
      ["workloads", [expect.stringMatching(/^~ Namespace \(metadata\): /)]],
    ]);
  });

  test("leads to the plan of a cluster that was made with the new minor", async () => {
    const { steps } = await planned(asking());
    const reached = await planStack(
      fleetWithLayers(asking(), "dev", steps.at(-1)?.after ?? levelAt("1.35")),
      "dev",
    );
    expect(reached).toEqual(await planStack(sampleFleet({ dev: { kubernetes: "1.36" } }), "dev"));
  });

  test("goes through every minor on the way, and tells what the entry asks for", async () => {
    const fleet = fleetWithLayers(sampleFleet({ dev: { kubernetes: "1.35" } }), "dev", levelAt("1.34"));
    const { steps, checks } = await planned(fleet);
    expect(steps).toHaveLength(8);
    expect(checks.find(({ name }) => name === "target")).toEqual({
      name: "target",
      outcome: "note",
      detail: "clusters/dev.yaml asks for 1.35; raise it by one minor when the one before is done",
    });
  });

  test("is not blocked in a sound fleet, and says what was not checked", async () => {
    const plan = await planned(asking());
    expect(isBlocked(plan)).toBe(false);
    expect(plan.checks.filter(({ outcome }) => outcome === "not checked").map(({ name }) => name)).toEqual([
      "surge quota",
    ]);
    expect(upgradeText(plan).split("\n").slice(0, 3)).toEqual([
      "dev: Kubernetes 1.35, target 1.36",
      "  1. control plane 1.35 -> 1.36",
      "     ~ Cluster (version): dev",
    ]);
    expect(upgradeJson(plan)).toMatchObject({ schema: 1, cluster: "dev", blocked: false });
  });

  test("is blocked while the cluster retires", async () => {
    const fleet = sampleFleet({
      dev: { kubernetes: "1.36", lifecycle: "retiring", retireAfter: "2027-01-01" },
    });
    const plan = await planned(fleetWithLayers(fleet, "dev", levelAt("1.35")));
    expect(isBlocked(plan)).toBe(true);
    expect(upgradeText(plan)).toContain("blocked: see above");
  });

  test("is blocked when the network has no room beside the nodes that are replaced", async () => {
    const fleet = sampleFleet({
      dev: {
        kubernetes: "1.36",
        nodes: { max: 14, podsPerNode: 110 },
        network: { mode: "create", netmaskLength: 19 },
      },
    });
    const plan = await planned(fleetWithLayers(fleet, "dev", levelAt("1.35")));
    expect(plan.checks.find(({ name }) => name === "addresses")?.outcome).toBe("blocked");
  });
});

describe("addresses are counted for", () => {
  const tenant = {
    ...{ displayName: "Acme", tier: "dedicated-nodes", size: "small" },
    environments: { live: { cluster: "dev" } },
  };
  const roomOf = (nodes: object, ...tenants: readonly string[]) => {
    const fleet = sampleFleet({ dev: { nodes, network: { mode: "create", netmaskLength: 19 } } });
    const entries = tenants.map((id) => [id, placedTenant(id, tenant)] as const);
    return freeAddresses({ ...fleet, tenants: new Map(entries) }, clusterOf(fleet, "dev"));
  };
  const ok = (what: string) => ({ name: "addresses", outcome: "ok", detail: `the network holds ${what}` });
  const batch = (disruptionPercent: number) => ({ batch: { class: "general", max: 6, disruptionPercent } });

  test("as many nodes of each pool as its budget lets go at a time, and one of the system's", () => {
    const beside = (surge: number) => ok(`12 nodes and ${surge} beside them while they are replaced`);
    expect(roomOf({ max: 12 })).toEqual(beside(2));
    expect(roomOf({ max: 12, pools: batch(10) })).toEqual(beside(3));
    expect(roomOf({ max: 12, pools: batch(60) })).toEqual(beside(6));
    expect(roomOf({ max: 12, spotPercent: 50, pools: batch(60) })).toEqual(beside(7));
  });

  test("nodes of tenants' own, too", () => {
    expect(roomOf({ max: 4 }, "acme")).toEqual(
      ok("4 nodes, 2 of tenants' own and 3 beside them while they are replaced"),
    );
  });

  test("more than the network holds, which blocks", () => {
    const nodes = { max: 10, podsPerNode: 110 };
    const blocked = (what: string) => ({
      outcome: "blocked",
      detail: expect.stringContaining(what) as string,
    });
    expect(roomOf(nodes).outcome).toBe("ok");
    expect(roomOf({ ...nodes, pools: batch(100) })).toMatchObject(
      blocked("10 nodes and 8 beside them while they are replaced, but the network holds at most 14 nodes"),
    );
    expect(roomOf(nodes, "acme", "zeta")).toMatchObject(
      blocked(
        "10 nodes, 4 of tenants' own and 4 beside them while they are replaced, but the network holds at most 10",
      ),
    );
  });
});

describe("processors for nodes beside those that are replaced", () => {
  const fleetWith = (standard: number): Fleet => {
    const fleet = sampleFleet({ dev: {} });
    const regions = [...fleet.regions].map(
      ([id, region]) => [id, { ...region, vcpuQuotas: { onDemand: { standard } } }] as const,
    );
    return { ...fleet, regions: new Map(regions) };
  };
  const found = (standard: number) => surgeQuota(fleetWith(standard), clusterOf(fleetWith(standard), "dev"));

  test("are enough or too few where the region says what AWS grants", () => {
    expect(found(100_000).outcome).toBe("ok");
    expect(found(8)).toMatchObject({
      outcome: "blocked",
      detail: expect.stringMatching(/^L-1216C47A is 8, and clusters may need \d+$/) as string,
    });
  });
});

describe("a blue/green pair", () => {
  const pairFleet = (): Fleet => sampleFleet({ dev: {}, green: { kubernetes: "1.36", replaces: "dev" } });

  test("protects the old cluster and its network, whatever its service level, and no cluster that is alone", async () => {
    const protectedIn = async (fleet: Fleet) =>
      (await planStack(fleet, "dev")).resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect(await protectedIn(sampleFleet({ dev: {} }))).toEqual([]);
    expect(await protectedIn(pairFleet())).toEqual(
      expect.arrayContaining(["dev", "dev-secrets-key", "dev-vpc"]),
    );
  });

  test("is told with its weights, and with what stands before the old one's end", async () => {
    const { pair } = await planned(pairFleet(), "1.35");
    expect(pair).toMatchObject({ old: "dev", successor: "green", weights: { dev: 100, green: 0 } });
    expect(pair?.checks).toEqual([
      { name: "stateful tenants", outcome: "ok", detail: "none on dev without a day for its data to move" },
      { name: "retirement", outcome: "note", detail: "dev stays: switchOver has no day yet" },
    ]);
  });
});
