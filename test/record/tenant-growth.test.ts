import { describe, expect, test } from "vitest";
import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { hostStacks } from "../../fleet/tenants/host-stacks.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { type Plan, resourceKey } from "../../plan/plan.ts";
import { planStack, planStacks } from "../../plan/plan-stack.ts";
import { eksSettings } from "../../stacks/cluster-settings.ts";
import { tenantSlices } from "../../stacks/tenant-settings.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "./sample-fleet.ts";

const CLUSTERS = ["one", "two", "three"];
const ENTRY = { displayName: "One", tier: "pooled", size: "small" };

const GROUND = sampleFleet(Object.fromEntries(CLUSTERS.map((id) => [id, {}])));

const entryIn = (id: string, cluster: string): Tenant =>
  placedTenant(id, { ...ENTRY, environments: { live: { cluster } } });

/** What an environment of a pooled tenant may have at most. */
const MOST_RESOURCES = 25;

/** A fleet of that many tenants, the same number in each cluster. */
function fleetOf(count: number, ...more: readonly Tenant[]): Fleet {
  const tenants = Array.from({ length: count }, (_, index) =>
    entryIn(`t${index}`, CLUSTERS[index % CLUSTERS.length] ?? ""),
  );
  return { ...GROUND, tenants: new Map([...more, ...tenants].map((one) => [one.id, one])) };
}

/** Sorts before all others, so that whatever goes by position would move. */
const MORE = entryIn("a-new-one", "two");

describe("a tenant more", () => {
  test.each([3, 30, 300])(
    "in a fleet of %i changes the stack that hosts it and no other, by as many resources as in any fleet",
    async (count) => {
      const [before, after] = [fleetOf(count), fleetOf(count, MORE)];
      expect(hostStacks(after, MORE.id)).toEqual(["two"]);
      const stacks = stackEntries(after);
      expect(stackEntries(before)).toEqual(stacks);
      const { changed, unchanged } = diffFleets(
        await planStacks(before, stacks),
        await planStacks(after, stacks),
      );
      expect(unchanged).toBe(stacks.length - 1);
      expect(changed).toMatchObject([
        { stack: "two", fate: "stays", changed: [], replaced: [], deleted: [] },
      ]);
      expect(changed[0]?.added.map(resourceKey)).toEqual(await addedToThree());
    },
    60_000,
  );

  test("in a fleet of 3,000 changes one slice's settings and nothing else that a stack is made of", () => {
    const [before, after] = [fleetOf(3_000), fleetOf(3_000, MORE)];
    for (const [id, cluster] of GROUND.clusters) {
      const slices = tenantSlices(after, cluster);
      const others = slices.filter(({ settings }) => settings.tenant !== MORE.id);
      expect(others).toEqual(tenantSlices(before, cluster));
      expect(slices.length - others.length).toBe(id === "two" ? 1 : 0);
      expect(eksSettings(after, cluster)).toEqual(eksSettings(before, cluster));
    }
  });
});

/** Resources that the tenant adds to the smallest of these fleets. */
async function addedToThree(): Promise<readonly string[]> {
  const known = new Set(keysOf(await planStack(fleetOf(3), "two")));
  const added = keysOf(await planStack(fleetOf(3, MORE), "two")).filter((key) => !known.has(key));
  expect(added.length).toBeGreaterThan(5);
  expect(added.length).toBeLessThanOrEqual(MOST_RESOURCES);
  expect(added.filter((key) => !key.includes(`::${MORE.id}--live`))).toEqual([]);
  return added.sort();
}

const keysOf = ({ resources }: Plan): readonly string[] => resources.map(resourceKey);
