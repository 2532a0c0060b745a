import { describe, expect, test } from "vitest";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { lockOf } from "../locked-inventory.ts";
import { faultsOf, inventoryFolder } from "../written-inventory.ts";
import { withEntry } from "./altered-lock.ts";
import { withDatabases } from "./locked-databases.ts";

const LIVE = "{ shop: { environments: [live] } }";
const ARCHIVES = ["old.shop.16", "old.shop.17"];

/** What the loader says of databases while the lock remembers that `shop` left. */
function told(databases: string, lock: Lock = withShopGone()): readonly string[] {
  const dir = inventoryFolder(withDatabases(databases));
  return faultsOf(() => loadInventory(dir, () => lock));
}

function withShopGone(): Lock {
  const base = lockOf(withDatabases(LIVE));
  const shop = base.tenants["acme"]?.databases?.["live"]?.["shop"];
  const live = { shop: { ...shop!, gone: "2026-11-20", archives: ARCHIVES } };
  return withEntry(base, "tenants", "acme", { databases: { live } });
}

const again = (restore: string, more = ""): string =>
  `{ again: { environments: [live]${more}, restore: ${restore} } }`;

describe("a database begins from one that is gone", () => {
  test("as long as the lock remembers its archive, and from none that nobody knows", () => {
    expect(told(again("{ from: shop }"))).toEqual([]);
    expect(told(again("{ from: shop }", ', major: "16"'))).toEqual([]);
    expect(told(again("{ from: shpo }"))).toEqual([
      'tenants/acme.yaml:7:62 databases.again.restore.from: expected a database of this tenant in live (shop), got "shpo"; did you mean shop',
    ]);
  });

  test("of an environment that is gone, whose cluster it names", () => {
    const base = withShopGone();
    const { live } = base.tenants["acme"]!.databases!;
    const lock = withEntry(base, "tenants", "acme", { databases: { before: live! } });
    expect(told(again("{ from: shop, environment: before, cluster: old }"), lock)).toEqual([]);
    expect(told(again("{ from: shop, environment: before }"), lock)).toEqual([
      "tenants/acme.yaml:7:62 databases.again.restore.from: expected a cluster and a major version of which shop has an archive (old.shop.16, old.shop.17), got no cluster.shop.17; name its cluster; begin with its major version, and raise it afterwards",
    ]);
  });

  test("with a version and of a cluster that have an archive", () => {
    const expected =
      "expected a cluster and a major version of which shop has an archive (old.shop.16, old.shop.17)";
    const hint = "name its cluster; begin with its major version, and raise it afterwards";
    expect(told(again("{ from: shop }", ', major: "18"'))).toEqual([
      `tenants/acme.yaml:7:75 databases.again.restore.from: ${expected}, got old.shop.18; ${hint}`,
    ]);
    expect(told(again("{ from: shop, cluster: dev }"))).toEqual([
      `tenants/acme.yaml:7:62 databases.again.restore.from: ${expected}, got dev.shop.17; ${hint}`,
    ]);
  });
});

test("what was made already needs its source no more, and may have gone on to a later version", () => {
  const both = `{ shop: { environments: [live] }, again: { environments: [live], restore: { from: shop } } }`;
  const lock = lockOf(withDatabases(both));
  const { shop: _, ...rest } = lock.tenants["acme"]!.databases!["live"]!;
  const alone = withEntry(lock, "tenants", "acme", { databases: { live: rest } });
  expect(told(again("{ from: shop }", ', major: "18"'), alone)).toEqual([]);
  expect(told(again("{ from: again }"), alone)).toEqual([
    'tenants/acme.yaml:7:62 databases.again.restore.from: expected another database: none is ever written over by its own past, got "again"; make a new one, such as again-2, with restore: { from: again }',
  ]);
});
