import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { tenantSlices } from "../../stacks/tenant-settings.ts";
import { sampleFleet } from "../record/sample-fleet.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";

const SMALLEST = {
  displayName: "Acme",
  tier: "pooled",
  size: "small",
  environments: { live: { cluster: "dev" } },
};

/** A fleet of two clusters, one that protects and one that doesn't, with these tenants. */
function fleetOf(tenants: Readonly<Record<string, object>>): Fleet {
  const entries = Object.entries(tenants).map(
    ([id, changes]) => [id, placedTenant(id, { ...SMALLEST, ...changes })] as const,
  );
  return { ...sampleFleet({ dev: {}, prod: { sla: 3 } }), tenants: new Map(entries) };
}

const slicesOf = (fleet: Fleet, cluster: string) => tenantSlices(fleet, fleet.clusters.get(cluster)!);

describe("the slices of a cluster", () => {
  test("are the environments that are placed in it", () => {
    const fleet = fleetOf({
      acme: { environments: { test: { cluster: "dev" }, live: { cluster: "prod" } } },
      zeta: { environments: { live: { cluster: "prod" }, trial: { cluster: "prod" } } },
    });
    expect(slicesOf(fleet, "dev").map(({ name }) => name)).toEqual(["acme--test"]);
    expect(slicesOf(fleet, "prod").map(({ name }) => name)).toEqual([
      "acme--live",
      "zeta--live",
      "zeta--trial",
    ]);
  });

  test("have the tenant's tier and size, and groups of its name", () => {
    const fleet = fleetOf({ acme: { tier: "dedicated-nodes", size: "large" } });
    expect(slicesOf(fleet, "dev")).toMatchObject([
      {
        name: "acme--live",
        settings: {
          tenant: "acme",
          environment: "live",
          tier: "dedicated-nodes",
          size: "large",
          developers: ["tenant:acme:developers"],
          viewers: ["tenant:acme:viewers"],
          protect: false,
        },
      },
    ]);
  });

  test("have the groups that the entry names, each role by itself", () => {
    const fleet = fleetOf({ acme: { groups: { developers: ["staff", "build"] } } });
    const [slice] = slicesOf(fleet, "dev");
    expect(slice?.settings.developers).toEqual(["staff", "build"]);
    expect(slice?.settings.viewers).toEqual(["tenant:acme:viewers"]);
  });

  test("are protected where the cluster protects", () => {
    const environments = { live: { cluster: "prod" }, test: { cluster: "dev" } };
    const fleet = fleetOf({ acme: { environments } });
    expect(slicesOf(fleet, "prod").map(({ settings }) => settings.protect)).toEqual([true]);
    expect(slicesOf(fleet, "dev").map(({ settings }) => settings.protect)).toEqual([false]);
  });

  test("stay while they retire, without protection", () => {
    const retireAfter = "2026-12-24";
    const environments = { live: { cluster: "prod" }, old: { cluster: "prod", retireAfter } };
    const protection = (changes: object) =>
      slicesOf(fleetOf({ acme: { environments, ...changes } }), "prod").map(({ name, settings }) => [
        name,
        settings.protect,
      ]);
    expect(protection({})).toEqual([
      ["acme--live", true],
      ["acme--old", false],
    ]);
    expect(protection({ lifecycle: "retiring", retireAfter })).toEqual([
      ["acme--live", false],
      ["acme--old", false],
    ]);
  });

  test("do not depend on who else is there", () => {
    const alone = slicesOf(fleetOf({ acme: {} }), "dev");
    const among = slicesOf(
      fleetOf({ aaa: { size: "large" }, acme: {}, zeta: { tier: "dedicated-nodes" } }),
      "dev",
    );
    expect(among.filter(({ name }) => name === "acme--live")).toEqual(alone);
  });
});
