import { describe, expect, test } from "vitest";
import { addOnsOf } from "../../../fleet/charts/add-ons.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { CELL_ROOM, STACK_ROOM } from "../../../fleet/placement/room.ts";
import { sliceResources } from "../../../fleet/placement/slice-resources.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";
import { alterations, withEntry } from "../rules/altered-lock.ts";
import { TODAY } from "../locked-inventory.ts";
import { type Files, faultsOf, inventoryFolder } from "../written-inventory.ts";
import { checkFaults, GROUND, lockFaults, lockFor, placesIn, production, tenant } from "./placed-fleet.ts";

const [SAMPLE] = sampleFleet({ dev: {} }).clusters.values();
/** Resources of an environment in a cluster of profile minimal. */
const EACH = sliceResources(new Set(SAMPLE === undefined ? [] : addOnsOf(SAMPLE)), {
  applications: 0,
  databases: 0,
});
const FIT = Math.floor(STACK_ROOM / EACH);
const ROOMY = "nodes: { podsPerNode: 200, max: 50 }\nnetwork: { mode: create, netmaskLength: 16 }\n";
const roomy = (region: string, more = ""): string => production(region, `${ROOMY}${more}`);

/** A tenant with so many environments, each placed like this. */
const crowd = (count: number, home: string): string =>
  tenant(Array.from({ length: count }, (_, index) => `e${index}: ${home}`).join(", "));

const files = (tenants: Files, clusters: Files = {}): Files => ({
  ...GROUND,
  "clusters/eu-one.yaml": roomy("eu"),
  ...clusters,
  ...tenants,
});

const number = (amount: number): string => amount.toLocaleString("en");

describe("a stack that is full", () => {
  const named = (count: number): Files => files({ "tenants/big.yaml": crowd(count, "{ cluster: eu-one }") });

  test("takes no environment more, whoever names it", () => {
    expect(faultsOf(() => loadInventory(inventoryFolder(named(FIT))))).toEqual([]);
    expect(faultsOf(() => loadInventory(inventoryFolder(named(FIT + 1))))).toEqual([
      `clusters/eu-one.yaml: expected at most 1,500 resources of tenants in its own stack: it may hold 2,000, and 500 are its own, got ${number((FIT + 1) * EACH)} by ${FIT + 1} environments; place new environments elsewhere: there is room in eu-two in eu, us-one in us, us-two in us; or set cells: 1 in clusters/eu-one.yaml; or build another cluster`,
    ]);
  });

  test("is passed over by rules", () => {
    const rule = "{ place: { environment: production, region: eu } }";
    const alone = files(
      { "tenants/big.yaml": crowd(FIT + 1, rule) },
      { "clusters/eu-two.yaml": roomy("eu") },
    );
    const places = Object.values(placesIn(lockFor(alone)));
    expect(new Set(places)).toEqual(new Set(["eu-one", "eu-two"]));
    const single = files({ "tenants/big.yaml": crowd(FIT + 1, rule) }, { "clusters/eu-two.yaml": undefined });
    const left = STACK_ROOM - FIT * EACH;
    expect(lockFaults(single).map((line) => line.replace(/^.*got /, ""))).toEqual([
      `eu-one has ${left} left of ${EACH} resources of its stack; there is room in us-one in us, us-two in us; or set cells: 1 in clusters/eu-one.yaml; or build another cluster`,
    ]);
  });
});

test("quotas are held against what nodes hold, several times over", () => {
  const small = production("eu", "nodes: { max: 4, podsPerNode: 5 }\n");
  const two = files(
    { "tenants/big.yaml": crowd(2, "{ cluster: eu-one }") },
    { "clusters/eu-one.yaml": small, "clusters/eu-two.yaml": undefined },
  );
  expect(faultsOf(() => loadInventory(inventoryFolder(two)))).toEqual([
    "clusters/eu-one.yaml:7:1 nodes: expected quotas of tenants of at most 20 pods, 2 times what its nodes hold, got 40 pods by 2 environments; place new environments elsewhere: there is room in us-one in us, us-two in us; or build another cluster",
  ]);
});

test("nodes of a tenant's own are counted against the addresses that the cluster has", () => {
  const tight = production("eu", "nodes: { max: 50 }\nnetwork: { mode: create, netmaskLength: 18 }\n");
  const ground = files({}, { "clusters/eu-one.yaml": tight, "clusters/eu-two.yaml": undefined });
  const rule = "{ place: { environment: production, region: eu } }";
  const own = crowd(1, rule).replace("pooled", "dedicated-nodes").replace("small", "large");
  const wide = crowd(40, rule).replace("pooled", "dedicated-nodes").replace("small", "large");
  const lock = lockFor(ground);
  expect(lockFaults({ ...ground, "tenants/own.yaml": own }, lock)).toEqual([]);
  const [told = ""] = lockFaults({ ...ground, "tenants/own.yaml": wide }, lock);
  expect(told).toMatch(/got eu-one has \d+ left of \d+ nodes of its own; there is room in us-one in us/);
});

describe("cells", () => {
  const cells = (count: number, more: Files = {}): Files =>
    files(
      { "tenants/big.yaml": crowd(3, "{ cluster: eu-one }"), ...more },
      { "clusters/eu-one.yaml": roomy("eu", `cells: ${count}\n`) },
    );

  test("take new environments in turn, the emptiest first", () => {
    expect(placesIn(lockFor(cells(2)))).toEqual({
      "big/e0": "eu-one.cell1",
      "big/e1": "eu-one.cell2",
      "big/e2": "eu-one.cell1",
    });
  });

  test("leave those alone that are in the cluster's own stack, and in other cells", () => {
    const before = lockFor(files({ "tenants/big.yaml": crowd(2, "{ cluster: eu-one }") }));
    const after = lockFor(cells(1), before);
    expect(placesIn(after)).toEqual({ "big/e0": "eu-one", "big/e1": "eu-one", "big/e2": "eu-one.cell1" });
    expect(placesIn(lockFor(cells(3), after))).toEqual(placesIn(after));
  });

  test("hold more together than the cluster's own stack", () => {
    const count = Math.floor(CELL_ROOM / EACH);
    expect(count).toBeGreaterThan(FIT);
    const full = (more: number): Files => ({
      ...cells(1),
      "tenants/big.yaml": crowd(count + more, "{ cluster: eu-one }"),
    });
    expect(lockFaults(full(0))).toEqual([]);
    expect(lockFaults(full(1))[0]).toContain(
      `expected at most 1,950 resources of tenants in cell 1: it may hold 2,000, and 50 are its own, got ${number((count + 1) * EACH)} by ${count + 1} environments`,
    );
  });

  test("are decided by atoll lock alone", () => {
    const lock = lockFor(cells(2));
    const more = { ...cells(2), "tenants/big.yaml": crowd(4, "{ cluster: eu-one }") };
    expect(checkFaults(cells(2), lock)).toEqual([]);
    expect(checkFaults(more, lock)).toEqual([
      "tenants/big.yaml:4:107 environments.e3.cluster: expected an environment whose cell the lock knows, got none yet; run atoll lock, which decides it",
    ]);
  });

  test("can't go while something lives in them, nor be of one cluster of a pair alone", () => {
    const lock = lockFor(cells(2));
    expect(checkFaults(cells(1), lock)).toEqual([
      "clusters/eu-one.yaml:9:8 cells: expected at least 2, for environments live in cell 2, got 1",
    ]);
    const green = roomy("eu", 'replaces: eu-one\nswitchOver: { on: "2026-12-01" }\n');
    expect(lockFaults({ ...cells(2), "clusters/green.yaml": green })).toEqual([
      "clusters/green.yaml:1:1 cells: expected as many as eu-one has (2), whose place it takes, got none",
    ]);
  });

  test("stay what they are in another lock", () => {
    const base = lockFor(cells(2));
    const told = (changed: Partial<Lock["tenants"][string]>) =>
      alterations(base, withEntry(base, "tenants", "big", changed), TODAY);
    expect(told({ cells: { e0: 2, e1: 2, e2: 1 } })).toEqual([
      "tenants.big.cells.e0: expected 1, which main holds, got 2",
    ]);
    expect(told({ cells: { e1: 2, e2: 1 } })).toEqual([
      "tenants.big.cells.e0: expected 1, which main holds, got none",
    ]);
    const none = withEntry(base, "tenants", "big", { cells: {} });
    expect(alterations(none, base, TODAY)).toContain(
      "tenants.big.cells.e0: expected no cell, as main has it, got 1",
    );
  });
});
