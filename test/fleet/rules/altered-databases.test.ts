import { beforeEach, describe, expect, test } from "vitest";
import type { Lock, LockedDatabase } from "../../../fleet/schema/lock.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import { alterations, TOMORROW, withEntry, YESTERDAY } from "./altered-lock.ts";
import { withDatabases } from "./locked-databases.ts";

let BASE: Lock;

beforeEach(() => {
  BASE = lockOf(withDatabases("{ shop: { environments: [live] } }"));
});

/** A lock in which the database is another; without it where nothing is given. */
function withShop(changes: Partial<LockedDatabase> | undefined, base: Lock = BASE): Lock {
  const known = base.tenants["acme"]?.databases?.["live"]?.["shop"];
  const live = changes === undefined ? {} : { shop: { ...known!, ...changes } };
  return withEntry(base, "tenants", "acme", { databases: { live } });
}

const told = (lock: Lock, base: Lock = BASE): readonly string[] => alterations(base, lock, TODAY);
const AT = "tenants.acme.databases.live.shop";

describe("a lock beside another one shows a database", () => {
  test("that is forgotten, or gone without a day", () => {
    const lost = [`${AT}: expected a database, which main holds, got none`];
    expect(told(withShop(undefined))).toEqual(lost);
    expect(told(withEntry(BASE, "tenants", "acme", { databases: undefined }))).toEqual(lost);
    expect(told(withShop({ gone: TODAY }))).toEqual([
      `${AT}: expected a live database, which main holds, got none`,
    ]);
  });

  test("that is gone before its day, and none that is gone after it", () => {
    expect(told(withShop({ gone: TODAY }), withShop({ leaving: TOMORROW }))).toEqual([
      `${AT}: expected a database until ${TOMORROW}, which main holds, got none`,
    ]);
    expect(told(withShop({ gone: TODAY }), withShop({ leaving: TODAY }))).toEqual([]);
    const leaving = withEntry(BASE, "tenants", "acme", { leaving: { live: YESTERDAY } });
    expect(told(withShop({ gone: TODAY }, leaving), leaving)).toEqual([]);
    const retiring = withEntry(BASE, "tenants", "acme", { retiring: YESTERDAY });
    expect(told(withShop({ gone: TODAY }, retiring), retiring)).toEqual([]);
  });

  test("that gets a day which leaves no time", () => {
    expect(told(withShop({ leaving: TODAY }))).toEqual([
      `${AT}.leaving: expected a day after ${TODAY}, for main does not know this one, got ${TODAY}`,
    ]);
    expect(told(withShop({ leaving: TOMORROW }))).toEqual([]);
  });

  test("that is older, smaller or without an archive", () => {
    const base = withShop({ major: "18", archives: ["old.shop.17", "old.shop.18"] });
    const worse = { major: "17", storageGiB: 49, archives: ["old.shop.18"] };
    expect(told(withShop(worse, base), base)).toEqual([
      `${AT}.major: expected 18, which main holds, got 17`,
      `${AT}.storageGiB: expected 50, which main holds, got 49`,
      `${AT}.archives: expected old.shop.17, which main holds, got old.shop.18`,
    ]);
    expect(told(withShop({ major: "17", failedMajor: "18" }, base), base)).toEqual([]);
    expect(told(withShop({ major: "18", storageGiB: 51 }))).toEqual([]);
  });

  test("that lives again", () => {
    const gone = withShop({ gone: YESTERDAY });
    expect(told(BASE, gone)).toEqual([`${AT}.gone: expected ${YESTERDAY}, which main holds, got none`]);
    expect(told(gone, gone)).toEqual([]);
  });

  test("as made on another day", () => {
    expect(told(withShop({ since: YESTERDAY }))).toEqual([
      `${AT}.since: expected ${TODAY}, which main holds, got ${YESTERDAY}`,
    ]);
  });
});
