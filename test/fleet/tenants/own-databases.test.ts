import { describe, expect, test } from "vitest";
import { liftedKeys } from "../../../fleet/tenants/own-changes.ts";

const ACME = {
  tier: "pooled",
  size: "medium",
  environments: { live: { cluster: "dev" }, trial: { cluster: "dev" } },
};

const said = (key: string) => (before: unknown, after: unknown) =>
  liftedKeys("tenants/acme.yaml", { ...ACME, [key]: before }, { ...ACME, [key]: after }).map(
    ({ at, expected, got }) => `${at.join(".")}: expected ${expected}, got ${got ?? ""}`,
  );
const databases = said("databases");

describe("of its databases a tenant's people", () => {
  test("may add one of the tenant's size, widen it, and change what costs nothing", () => {
    expect(databases({}, { shop: { major: "18", pooler: true } })).toEqual([]);
    expect(databases({}, { shop: { size: "small" } })).toEqual([]);
    expect(databases({ shop: { environments: ["live"] } }, { shop: {} })).toEqual([]);
    expect(databases({ shop: {} }, { shop: { environments: ["live", "trial"], pooler: true } })).toEqual([]);
    expect(databases({ shop: { size: "large" } }, { shop: {} })).toEqual([]);
  });

  test("make none larger than it was, and none that is new larger than the tenant's size", () => {
    const large = ["databases.shop.size: expected size of at most medium, got large"];
    expect(databases({}, { shop: { size: "large" } })).toEqual(large);
    expect(databases({ shop: {} }, { shop: { size: "large" } })).toEqual(large);
    expect(databases({}, { shop: { instances: 3, storageGiB: 51 } })).toEqual([
      "databases.shop.instances: expected instances of at most 2, got 3",
      "databases.shop.storageGiB: expected storageGiB of at most 50, got 51",
    ]);
    expect(databases({ shop: { size: "small" } }, { shop: { size: "small", storageGiB: 11 } })).toEqual([
      "databases.shop.storageGiB: expected storageGiB of at most 10, got 11",
    ]);
    expect(databases({ shop: { storageGiB: 20 } }, { shop: {} })).toEqual([
      "databases.shop: expected storageGiB of at most 20, got 50",
    ]);
    expect(databases({ shop: { storageGiB: 60 } }, { shop: { storageGiB: 60 } })).toEqual([]);
  });

  test("lose none: not by removing it, nor in one environment, nor by letting it retire", () => {
    expect(databases({ shop: {} }, {})).toEqual([
      "databases: expected database shop, as it was, got nothing",
    ]);
    expect(databases({ shop: {} }, undefined)).toEqual([
      "databases: expected database shop, as it was, got nothing",
    ]);
    expect(databases({ shop: {} }, { shop: { environments: ["trial"] } })).toEqual([
      "databases.shop.environments: expected environments with live, as it was, got trial",
    ]);
    const leaving = { lifecycle: "retiring", retireAfter: "2026-12-24", lastBackup: false };
    expect(databases({ shop: {} }, { shop: leaving })).toEqual([
      'databases.shop.lifecycle: expected lifecycle as it was: "active", got "retiring"',
      'databases.shop.retireAfter: expected retireAfter as it was: nothing, got "2026-12-24"',
      "databases.shop.lastBackup: expected lastBackup as it was: nothing, got false",
    ]);
    expect(databases({ shop: leaving }, { shop: { ...leaving, retireAfter: "2026-12-01" } })).toEqual([
      'databases.shop.retireAfter: expected retireAfter as it was: "2026-12-24", got "2026-12-01"',
    ]);
    expect(databases({ shop: { ...leaving, retireFrom: ["live"] } }, { shop: leaving })).toEqual([
      'databases.shop.retireFrom: expected retireFrom as it was: ["live"], got nothing',
    ]);
    expect(databases({ shop: leaving }, { shop: {} })).toEqual([]);
  });

  test("say nothing that can't be read", () => {
    expect(databases({ shop: {} }, "none")).toEqual([
      'databases: expected databases as it was: {"shop":{}}, got "none"',
    ]);
  });
});

describe("of windows a tenant's people", () => {
  const windows = said("windows");
  const deny = { kind: "deny", schedule: "0 22 * * 5", hours: 48, why: "rest" };
  const allow = { kind: "allow", schedule: "0 8 * * *", hours: 24, why: "haste" };

  test("may change those that deny", () => {
    expect(windows({}, { live: [deny] })).toEqual([]);
    expect(windows({ live: [deny, allow] }, { live: [allow] })).toEqual([]);
  });

  test("may not change those that allow: any that is open lets deliveries past the platform's", () => {
    expect(windows({}, { live: [allow] })).toEqual([
      "windows.live: expected windows of kind allow as they were: none, got 24 hours from 0 8 * * *",
    ]);
    expect(windows({ live: [allow] }, { live: [{ ...allow, hours: 12 }] })).toEqual([
      "windows.live: expected windows of kind allow as they were: 24 hours from 0 8 * * *, got 12 hours from 0 8 * * *",
    ]);
    expect(windows({ live: [allow] }, {})).toEqual([
      ": expected windows of kind allow as they were: 24 hours from 0 8 * * *, got none",
    ]);
  });
});

test("how many of each there may be is the platform's to raise", () => {
  const limits = said("limits");
  expect(limits(undefined, { applications: 20, databases: 8 })).toEqual([]);
  expect(limits(undefined, { applications: 21, databases: 9 })).toEqual([
    "limits.applications: expected applications of at most 20, as it was, got 21",
    "limits.databases: expected databases of at most 8, as it was, got 9",
  ]);
});
