import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";
import { alterations } from "./altered-lock.ts";

const HOST = "shop.oarlock.eu";
/** Years later: no time makes a name free. */
const LATER = "2036-11-24";

/** A tenant of `SOUND` with an application that has these names in its one environment, and more keys of its own. */
function named(tenant: "acme" | "zeta", hosts: readonly string[], more = ""): Files {
  const environment = tenant === "acme" ? "live" : "trial";
  const application = `{ repository: "https://github.com/${tenant}/shop.git", hosts: { ${environment}: [${hosts.join(", ")}] } }`;
  const path = `tenants/${tenant}.yaml`;
  return { [path]: `${SOUND[path] ?? ""}applications:\n  shop: ${application}\n${more}` };
}

/** Clusters that prove names, so that tenants may have some. */
const PROVEN: Files = {
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}hostedZone: { id: Z0123456789, account: main }\ncertificates: { email: ops@lagoon.cloud, hostedZoneId: Z0123456789 }\n`,
};

const nextLock = (files: Files, before: Lock, day: string): Lock =>
  updateLock(loadInventory(inventoryFolder({ ...PROVEN, ...files })), before, day).lock;

const FIRST: Files = { ...PROVEN, ...named("acme", [HOST]) };
const TAKEN: Files = { ...PROVEN, ...named("zeta", [HOST]) };
const WORD = "takesHosts: { shop.oarlock.eu: acme }\n";
const refused = (since: string, tenant = "acme") =>
  `tenants/zeta.yaml:7:76 applications.shop.hosts.trial[0]: expected a name that no other tenant has or had, got "shop.oarlock.eu", of tenant ${tenant}${since}; its owner's records may still lead to ${tenant} and prove it for anyone; once they do not, the platform writes takesHosts: { shop.oarlock.eu: ${tenant} }`;

describe("a name of a tenant's own domain", () => {
  test("is remembered with whose it is, and since when", () => {
    expect(lockOf(FIRST).hosts).toEqual({ [HOST]: { tenant: "acme", since: TODAY } });
    expect(faultsAfter(FIRST, FIRST)).toEqual([]);
  });

  test("is no other tenant's in the change in which the first gives it up", () => {
    expect(faultsAfter(FIRST, TAKEN)).toEqual([refused("")]);
  });

  test("is no other tenant's later, whenever that is, nor when the first tenant is gone", () => {
    const freed = nextLock({}, lockOf(FIRST), "2026-12-01");
    expect(freed.hosts).toEqual({ [HOST]: { tenant: "acme", since: TODAY, freed: "2026-12-01" } });
    const dir = inventoryFolder({ ...TAKEN, "fleet.lock.yaml": lockText(freed) });
    expect(faultsOf(() => loadFleet(dir, LATER))).toEqual([refused(" until 2026-12-01")]);
    const gone = nextLock({ "tenants/acme.yaml": undefined }, freed, LATER);
    expect(gone.hosts?.[HOST]?.tenant).toBe("acme");
  });

  test("is its own tenant's again", () => {
    const freed = nextLock({}, lockOf(FIRST), "2026-12-01");
    expect(nextLock(FIRST, freed, LATER).hosts).toEqual({ [HOST]: { tenant: "acme", since: TODAY } });
  });

  test("is another tenant's by the platform's word, which holds for one step only", () => {
    const given: Files = { ...PROVEN, ...named("zeta", [HOST], WORD) };
    const lock = nextLock(given, lockOf(FIRST), LATER);
    expect(lock.hosts).toEqual({ [HOST]: { tenant: "zeta", from: "acme", since: LATER } });
    const dir = inventoryFolder({ ...given, "fleet.lock.yaml": lockText(lock) });
    expect(faultsOf(() => loadFleet(dir, LATER))).toEqual([]);
    // Once it has gone on to a third tenant, the word of then is no word for now.
    const later = { ...lock, hosts: { [HOST]: { tenant: "other", since: LATER } } };
    const stale = inventoryFolder({ ...given, "fleet.lock.yaml": lockText(later) });
    expect(faultsOf(() => loadFleet(stale, LATER))).toEqual([refused("", "other")]);
  });
});

test("a name that the lock does not know is refused until it does", () => {
  const given: Files = { ...PROVEN, ...named("zeta", [HOST], WORD) };
  expect([...faultsAfter(PROVEN, FIRST), ...faultsAfter(FIRST, given)]).toEqual([
    "fleet.lock.yaml:2:1 hosts: expected shop.oarlock.eu as a name of tenant acme, got no such name; run atoll lock",
    "fleet.lock.yaml:68:1 hosts: expected shop.oarlock.eu as a name of tenant zeta, got one that acme had; run atoll lock",
  ]);
});

describe("whoever edits the lock, too, is told", () => {
  const one = { tenant: "zeta", since: TODAY };

  test.for<[string, Lock["hosts"], readonly string[]]>([
    [
      "that it forgot a name",
      {},
      ["hosts.shop.oarlock.eu: expected a name of tenant acme, which main holds, got none"],
    ],
    [
      "that it gave one away",
      { [HOST]: one },
      ["hosts.shop.oarlock.eu: expected a name of tenant acme, which main holds, got one of tenant zeta"],
    ],
    ["nothing where it says from whom", { [HOST]: { ...one, from: "acme" } }, []],
  ])("%s", ([, hosts, told]) => {
    const base = lockOf(FIRST);
    expect(alterations(base, { ...base, hosts }, TODAY)).toEqual(told);
  });

  test("and a merge keeps the names of both sides, as the base has them", () => {
    const base = lockOf(FIRST);
    const branch = { ...base, hosts: { [HOST]: one, "two.oarlock.eu": one } };
    expect(rebasedLock(base, branch).hosts).toEqual({ [HOST]: base.hosts?.[HOST], "two.oarlock.eu": one });
  });
});
