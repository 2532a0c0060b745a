import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { faultsOf, inventoryFolder } from "../written-inventory.ts";
import { withDatabases } from "./locked-databases.ts";

const DAY = "2026-12-24";
const LIVE = "{ shop: { environments: [live] } }";
const FILE = "tenants/acme.yaml";

/** What is said of databases that were locked as `before` when the entry has `after`. */
const told = (before: string, after: string, day: string = TODAY, more = ""): readonly string[] =>
  faultsAfter(withDatabases(before), withDatabases(after, more), day).filter((line) => line.startsWith(FILE));

/** The lock after the databases have become others. */
function lockAfter(before: Lock | undefined, databases: string, day: string = TODAY): Lock {
  return updateLock(loadInventory(inventoryFolder(withDatabases(databases))), before, day).lock;
}

const remembered = (lock: Lock) => lock.tenants["acme"]?.databases;

describe("the lock remembers of a database", () => {
  test("its version, its storage and its archives, in each of its environments", () => {
    const shop = { since: TODAY, major: "17", storageGiB: 50 };
    expect(remembered(lockOf(withDatabases("{ shop: {} }")))).toEqual({
      live: { shop: { ...shop, archives: ["old.shop.17"] } },
      trial: { shop: { ...shop, archives: ["dev.shop.17"] } },
    });
  });

  test("a new version's archive beside the old one, and the name of one that left", () => {
    const first = lockAfter(undefined, LIVE);
    const raised = lockAfter(first, '{ shop: { environments: [live], major: "18" } }');
    expect(remembered(raised)?.["live"]?.["shop"]?.archives).toEqual(["old.shop.17", "old.shop.18"]);
    const left = lockAfter(raised, "{}", DAY);
    expect(remembered(left)?.["live"]?.["shop"]).toEqual({
      since: TODAY,
      gone: DAY,
      major: "18",
      storageGiB: 50,
      archives: ["old.shop.17", "old.shop.18"],
    });
    expect(remembered(lockAfter(left, LIVE, "2027-01-01"))).toEqual(remembered(left));
  });

  test("those of both clusters while one takes the other's place", () => {
    const files = {
      ...withDatabases("{ shop: { environments: [trial] } }"),
      "clusters/green.yaml":
        'kind: eks\nregion: eu\nenvironment: development\nsla: 1\nkubernetes: "1.35"\nnodes: { max: 20 }\nreplaces: dev\n',
    };
    expect(remembered(lockOf(files))?.["trial"]?.["shop"]?.archives).toEqual([
      "dev.shop.17",
      "green.shop.17",
    ]);
  });

  test("nothing in another order than the last time", () => {
    const lock = lockOf(withDatabases("{ b: {}, a: {} }"));
    expect(lockText(lock)).toBe(lockText(lockOf(withDatabases("{ a: {}, b: {} }"))));
  });
});

describe("a database is not lost", () => {
  const hint = (more = "") =>
    `restore it; to remove it, say lifecycle: retiring, retireAfter: <day>${more} and run atoll lock first`;

  test("by removing it", () => {
    expect(told(LIVE, "{}")).toEqual([
      `${FILE}: expected database shop in live, which is live, got no such database; ${hint()}`,
    ]);
  });

  test("by renaming it", () => {
    expect(told(LIVE, "{ shop-2: { environments: [live] } }")).toEqual([
      `${FILE}: expected database shop in live, which is live, got no such database; ${hint()}`,
    ]);
  });

  test("by taking one environment from it", () => {
    expect(told("{ shop: {} }", LIVE)).toEqual([
      `${FILE}:7:14 databases.shop: expected database shop in trial, which is live, got no such database; ${hint(", retireFrom: [trial]")}`,
    ]);
  });

  test("before the day that was said of it", () => {
    const leaves = `{ shop: { environments: [live], lifecycle: retiring, retireAfter: ${DAY} } }`;
    expect(told(leaves, "{}", "2026-12-23")).toEqual([
      `${FILE}: expected database shop in live until ${DAY}, got no such database; restore it and wait for that day`,
    ]);
    expect(told(leaves, "{}", DAY)).toEqual([]);
  });

  test("from the environments that it stays in", () => {
    const leaves = `{ shop: { lifecycle: retiring, retireAfter: ${DAY}, retireFrom: [trial] } }`;
    expect(told(leaves, LIVE, DAY)).toEqual([]);
    expect(told(leaves, "{}", DAY)).toEqual([
      `${FILE}: expected database shop in live, which is live, got no such database; ${hint()}`,
    ]);
  });

  test("but with the day of its environment, or of its tenant, too", () => {
    const file = withDatabases(LIVE)[FILE] as string;
    const environment = file.replace("live: { ", `live: { retireAfter: ${DAY}, `);
    const tenant = file.replace("size", `lifecycle: retiring\nretireAfter: ${DAY}\nsize`);
    for (const before of [environment, tenant]) {
      const after = before.replace(LIVE, "{}");
      const at = (day: string) =>
        faultsAfter(
          { ...withDatabases(LIVE), [FILE]: before },
          { ...withDatabases(LIVE), [FILE]: after },
          day,
        );
      expect(at(DAY)).toEqual([]);
      expect(at("2026-12-23")).toEqual([
        `${FILE}: expected database shop in live until ${DAY}, got no such database; restore it and wait for that day`,
      ]);
    }
  });

  test("while it sleeps", () => {
    const leaves = `{ shop: { environments: [live], lifecycle: retiring, retireAfter: ${DAY} } }`;
    expect(told(leaves, "{}", DAY, "lifecycle: suspended\n")).toEqual([
      `${FILE}: expected database shop in live while its tenant is suspended, got no such database; restore it and resume the tenant: asleep it makes no last backup`,
    ]);
  });

  test("with its environment, but for the day of that", () => {
    const place = "trial: { cluster: dev, stateful: true";
    const entry = (text: string) => ({
      ...withDatabases("{ shop: { environments: [live] }, site: { environments: [trial] } }"),
      [FILE]: text,
    });
    const both = withDatabases("{ shop: { environments: [live] }, site: { environments: [trial] } }")[
      FILE
    ] as string;
    const leaving = both.replace(place, `${place}, retireAfter: ${DAY}`);
    const without = both.replace(/ {2}trial: .*\n/, "").replace(", site: { environments: [trial] }", "");
    expect(faultsAfter(entry(both), entry(without), DAY)).toEqual([
      `${FILE}:4:1 environments: expected environment trial, which is live, got no such environment; restore it; to remove it, set its retireAfter and run atoll lock first`,
    ]);
    expect(faultsAfter(entry(leaving), entry(without), DAY)).toEqual([]);
  });
});

describe("a database keeps", () => {
  test("its storage, whether it is said or comes by size", () => {
    const least = "expected storage of at least 50 GiB, as it has: volumes never shrink";
    expect(told(LIVE, "{ shop: { environments: [live], storageGiB: 49 } }")).toEqual([
      `${FILE}:7:56 databases.shop.storageGiB: ${least}, got 49 GiB; make another one, such as shop-2, with restore: { from: shop } and less storage`,
    ]);
    expect(told(LIVE, "{ shop: { environments: [live], size: small } }")).toEqual([
      `${FILE}:7:50 databases.shop.size: ${least}, got 10 GiB; add storageGiB: 50`,
    ]);
    expect(told(LIVE, "{ shop: { environments: [live], size: small, storageGiB: 50 } }")).toEqual([]);
  });

  test("its version, unless the upgrade failed", () => {
    const newer = '{ shop: { environments: [live], major: "18" } }';
    const expected = 'expected at least "18", as it has: no version reads what a later one wrote, got "17"';
    expect(told(newer, '{ shop: { environments: [live], major: "17" } }')).toEqual([
      `${FILE}:7:51 databases.shop.major: ${expected}; if the upgrade failed, say failedMajor: "18"; else restore: { from: shop, at: <moment before it> } in another one`,
    ]);
    const back = '{ shop: { environments: [live], major: "17", failedMajor: "18" } }';
    expect(told(newer, back)).toEqual([]);
    expect(told('{ shop: { environments: [live], major: "16" } }', newer)).toEqual([]);
  });

  test("its name from those that come after it", () => {
    const gone = lockText(lockAfter(lockAfter(undefined, LIVE), "{ site: {} }", DAY));
    const dir = inventoryFolder({ ...withDatabases("{ shop: {}, site: {} }"), "fleet.lock.yaml": gone });
    const faults = faultsOf(() => loadFleet(dir, DAY));
    expect(faults.filter((line) => line.startsWith(FILE))).toEqual([
      `${FILE}:7:14 databases.shop: expected a name that was never used in live: the archive of another one has it, got "shop", gone since ${DAY}; take another name, such as shop-2; with restore: { from: shop } it begins as that one ended`,
    ]);
  });
});

test("a database that the lock does not know, or knows as another, is not deployed", () => {
  const where = "tenants.acme: expected";
  const faults = (before: string, after: string) =>
    faultsAfter(withDatabases(before), withDatabases(after)).map((line) =>
      line.slice(line.indexOf("tenants.")),
    );
  expect(faults("{}", LIVE)).toEqual([
    `${where} shop in live as the tenant's entry has it, got none; run atoll lock`,
  ]);
  expect(faults(LIVE, '{ shop: { environments: [live], major: "18", storageGiB: 60 } }')).toEqual([
    `${where} shop in live as the tenant's entry has it, got PostgreSQL 17 with 50 GiB; run atoll lock`,
  ]);
});
