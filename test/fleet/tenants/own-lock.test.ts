import { expect, test } from "vitest";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { differInOwn } from "../../../fleet/tenants/own-lock.ts";

const SHOP = { since: "2026-11-24", major: "17", storageGiB: 50, archives: ["dev.shop.17"] };
const ENTRY = { since: "2026-11-24", tier: "pooled", placements: { live: "dev" } };

type Entry = Lock["tenants"][string];

const lock = (acme: Partial<Entry> = {}, zeta: Partial<Entry> = {}, hosts: Lock["hosts"] = {}): Lock => ({
  version: 1,
  regions: {},
  clusters: {},
  tenants: { acme: { ...ENTRY, ...acme }, zeta: { ...ENTRY, ...zeta } },
  hosts,
  tombstones: [],
});
const databases = { live: { shop: SHOP } };
const applications = { web: { from: "https://github.com/acme/web.git deploy" } };
const since = "2026-11-24";

test("what is remembered of a tenant's databases, applications and names is its own to change", () => {
  expect(differInOwn(lock(), lock({ databases, applications }), "acme")).toBe(true);
  expect(differInOwn(lock(), lock({}, {}, { "acme.example": { tenant: "acme", since } }), "acme")).toBe(true);
});

test("nothing else of the lock is", () => {
  const others: readonly Lock[] = [
    lock({ retiring: "2099-01-01" }),
    lock({ placements: { live: "prod" } }),
    lock({}, { databases }),
    lock({}, { applications }),
    lock({}, {}, { "zeta.example": { tenant: "zeta", since } }),
    lock({}, {}, { "zeta.example": { tenant: "acme", from: "zeta", since } }),
    { ...lock(), clusters: {}, organisation: "other" },
  ];
  for (const other of others) expect(differInOwn(lock(), other, "acme")).toBe(false);
  const theirs = lock({}, {}, { "zeta.example": { tenant: "zeta", since } });
  expect(differInOwn(theirs, lock({}, {}, { "zeta.example": { tenant: "acme", since } }), "acme")).toBe(
    false,
  );
});
