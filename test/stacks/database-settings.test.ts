import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { databaseSettings } from "../../stacks/database-settings.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "../record/sample-fleet.ts";

const FLEET = sampleFleet({
  dev: { profile: "standard" },
  six: { network: { mode: "create", ipFamily: "ipv6" } },
  small: { profile: "minimal" },
});
const ENTRY = {
  displayName: "Acme",
  tier: "pooled",
  size: "medium",
  environments: { live: { cluster: "dev" }, trial: { cluster: "dev" } },
  databases: { site: { environments: ["live"] }, shop: { size: "small" } },
};

function settings(changes: object = {}, environment = "live", cluster = "dev", fleet: Fleet = FLEET) {
  const tenant = placedTenant("acme", { ...ENTRY, ...changes });
  return databaseSettings(fleet, fleet.clusters.get(cluster)!, tenant, environment);
}

describe("databases of an environment", () => {
  test("are those of its tenant that name it or none, by name, each with a size", () => {
    const named = (environment: string) =>
      settings({}, environment).databases?.map(({ name, size }) => [name, size]);
    expect(named("live")).toEqual([
      ["shop", "small"],
      ["site", "medium"],
    ]);
    expect(named("trial")).toEqual([["shop", "small"]]);
  });

  test("retire when they say so, with their environment, and with their tenant", () => {
    const lives = (changes: object) => settings(changes).databases?.map(({ lifecycle }) => lifecycle);
    expect(lives({})).toEqual(["active", "active"]);
    const retireAfter = "2026-12-24";
    const leaving = { lifecycle: "retiring", retireAfter };
    expect(lives({ databases: { shop: leaving, site: {} } })).toEqual(["retiring", "active"]);
    expect(lives({ lifecycle: "retiring", retireAfter })).toEqual(["retiring", "retiring"]);
    expect(lives({ environments: { live: { cluster: "dev", retireAfter } } })).toEqual([
      "retiring",
      "retiring",
    ]);
  });
});

test("a database retires from the environments that it says, with the day that comes first for it", () => {
  const database = { lifecycle: "retiring", retireAfter: "2026-12-24", retireFrom: ["trial"] };
  const days = (environment: string, changes: object = {}) =>
    settings({ databases: { shop: database }, ...changes }, environment).databases?.map(
      ({ lifecycle, retireAfter }) => [lifecycle, retireAfter],
    );
  expect(days("trial")).toEqual([["retiring", "2026-12-24"]]);
  expect(days("live")).toEqual([["active", undefined]]);
  expect(days("live", { lifecycle: "retiring", retireAfter: "2027-01-01" })).toEqual([
    ["retiring", "2027-01-01"],
  ]);
  const environments = {
    live: { cluster: "dev", retireAfter: "2027-01-02" },
    trial: { cluster: "dev", retireAfter: "2027-01-02" },
  };
  expect(days("live", { environments })).toEqual([["retiring", "2027-01-02"]]);
  expect(days("trial", { environments })).toEqual([["retiring", "2026-12-24"]]);
});

test("an archive is that of the cluster in which the other's environment is, unless another is named", () => {
  const environments = { live: { cluster: "dev" }, trial: { cluster: "small" } };
  const begun = (restore: object) =>
    settings({ environments, databases: { shop: {}, copy: { environments: ["live"], restore } } })
      .databases?.[0]?.restore;
  expect(begun({ from: "shop" })).toEqual({ from: "shop", cluster: "dev" });
  expect(begun({ from: "shop", environment: "trial" })).toEqual({
    from: "shop",
    environment: "trial",
    cluster: "small",
  });
  expect(begun({ from: "shop", cluster: "old" })).toEqual({ from: "shop", cluster: "old" });
});

describe("ranges of the API server", () => {
  test("are named where there is a database, and where they are known before the network is", () => {
    expect(settings().apiServerRanges?.length).toBeGreaterThan(1);
    expect(settings({ databases: {} })).not.toHaveProperty("apiServerRanges");
    expect(settings({}, "live", "six")).not.toHaveProperty("apiServerRanges");
  });
});

test("what the platform copies of volumes is said by its service level, or by the cluster's entry", () => {
  expect(settings().volumeCopyHours).toBe(24);
  expect(settings({}, "live", "small")).not.toHaveProperty("volumeCopyHours");
  const often = sampleFleet({ dev: { profile: "standard", addOns: { velero: { everyHours: 3 } } } });
  expect(settings({}, "live", "dev", often).volumeCopyHours).toBe(3);
});
