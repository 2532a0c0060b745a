import fc from "fast-check";
import { expect, test } from "vitest";
import type { Inventory, Tenant } from "../../../fleet/inventory.ts";
import { loadInventory } from "../../../fleet/load.ts";
import type { UnplacedTenant } from "../../../fleet/placement/demand.ts";
import { fullClusterFindings } from "../../../fleet/placement/full-clusters.ts";
import { decidedPlaces } from "../../../fleet/placement/places.ts";
import type { Lock, LockedTenant } from "../../../fleet/schema/lock.ts";
import { tenantSchema } from "../../../fleet/schema/tenant.ts";
import { EMPTY_LOCK } from "../../../fleet/addresses/retire.ts";
import { TODAY } from "../locked-inventory.ts";
import { inventoryFolder } from "../written-inventory.ts";
import { GROUND, production } from "./placed-fleet.ts";

type Tenants = ReadonlyMap<string, Tenant>;

const rule = fc.record(
  {
    environment: fc.constantFrom("production", "development"),
    region: fc.constantFrom("eu", "us"),
    spread: fc.boolean(),
  },
  { requiredKeys: ["environment"] },
);
const home = fc.oneof(
  { weight: 4, arbitrary: rule.map((place) => ({ place })) },
  { weight: 1, arbitrary: fc.constantFrom("eu-one", "us-one").map((cluster) => ({ cluster })) },
);

const entry = fc.record({
  tier: fc.constantFrom("pooled", "pooled", "dedicated-nodes"),
  size: fc.constantFrom("small", "medium", "large"),
  environments: fc.dictionary(fc.constantFrom("live", "test", "trial"), home, { minKeys: 1, maxKeys: 3 }),
});

/** Tenants by id, in an order of their own. */
const tenants = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 999 }), entry), { selector: ([id]) => id, maxLength: 30 })
  .map((all) => all.map(([id, one]) => unplaced(`t${id}`, one)));

function unplaced(id: string, fields: object): UnplacedTenant {
  return { ...tenantSchema.parse({ displayName: id, ...fields }), id };
}

/** The ground with cells in one cluster, and too little room in another. */
function ground(): Inventory {
  const files = {
    ...GROUND,
    "clusters/eu-two.yaml": production("eu", "cells: 3\n"),
    "clusters/us-two.yaml": production("us", "nodes: { max: 6, podsPerNode: 10 }\n"),
  };
  return loadInventory(inventoryFolder(files));
}

const placed = (places: Inventory, all: readonly UnplacedTenant[], lock?: Lock) =>
  decidedPlaces({ ...places, tenants: new Map(all.map((one) => [one.id, one])) }, () => lock);

function lockOf(all: Tenants): Lock {
  const locked = [...all.values()].map(({ id, tier, environments }): [string, LockedTenant] => {
    const names = Object.entries(environments);
    const cells = names.flatMap(([name, { cell }]) => (cell === undefined ? [] : [[name, cell] as const]));
    const placements = Object.fromEntries(names.map(([name, { cluster }]) => [name, cluster]));
    return [id, { since: TODAY, tier, placements, cells: Object.fromEntries(cells) }];
  });
  return { ...EMPTY_LOCK, tenants: Object.fromEntries(locked) };
}

const where = (all: Tenants): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...all.values()].flatMap(({ id, environments }) =>
      Object.entries(environments).map(([name, { cluster, cell = 0 }]) => [
        `${id} ${name}`,
        `${cluster} ${cell}`,
      ]),
    ),
  );

test("whoever comes, goes or stands elsewhere in the order, moves nobody", () => {
  const places = ground();
  fc.assert(
    fc.property(tenants, tenants, fc.func(fc.boolean()), (before, coming, stays) => {
      const known = placed(places, before).tenants;
      const left = before.filter(({ id }) => known.has(id) && stays(id));
      const all = [...coming.filter(({ id }) => !known.has(id)), ...left].reverse();
      const after = where(placed(places, all, lockOf(known)).tenants);
      const were = where(new Map([...known].filter(([id]) => left.some((one) => one.id === id))));
      expect(after).toMatchObject(were);
    }),
  );
});

test("the order of files decides nothing", () => {
  const places = ground();
  fc.assert(
    fc.property(tenants, (all) => {
      const one = placed(places, all);
      const other = placed(places, [...all].reverse());
      expect(where(one.tenants)).toEqual(where(other.tenants));
      expect(one.findings).toEqual(other.findings);
    }),
  );
});

test("a second run decides nothing more", () => {
  const places = ground();
  fc.assert(
    fc.property(tenants, (all) => {
      const once = placed(places, all).tenants;
      const twice = placed(
        places,
        all.filter(({ id }) => once.has(id)),
        lockOf(once),
      );
      expect(where(twice.tenants)).toEqual(where(once));
    }),
  );
});

test("no rule leads to a cluster that is full, of another kind, or elsewhere", () => {
  const places = ground();
  fc.assert(
    fc.property(tenants, (all) => {
      const byRule = all.map((one) => ({
        ...one,
        environments: Object.fromEntries(
          Object.entries(one.environments).filter(([, { place }]) => place !== undefined),
        ),
      }));
      const { tenants: done } = placed(places, byRule);
      expect(fullClusterFindings({ ...places, tenants: done })).toEqual([]);
      for (const { environments } of done.values()) {
        for (const { cluster: id, place } of Object.values(environments)) {
          const cluster = places.clusters.get(id);
          expect(cluster?.environment).toBe(place?.environment);
          expect([cluster?.region, undefined]).toContain(place?.region);
        }
      }
    }),
  );
});
