import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { type AddOnName, addOnsOf } from "../../../fleet/charts/add-ons.ts";
import {
  type CountedThing,
  type SliceCount,
  sliceResources,
} from "../../../fleet/placement/slice-resources.ts";
import { STACK_ROOM } from "../../../fleet/placement/room.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import {
  HTTP_APPLICATION,
  many,
  planResources,
  RICH_APPLICATION,
  RICH_DATABASE,
  RICH_TENANT,
  sliceOf,
} from "../../components/tenant/counted-slices.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";

const FILE = resolve(import.meta.dirname, "../../../fleet/placement/slice-counts.json");

const counted = (addOns: readonly AddOnName[], more: object): number =>
  planResources(sliceOf(addOns, { ...RICH_TENANT, ...more }));

/** What one more of something takes, at most. */
const MORE: Readonly<Record<CountedThing, (addOns: readonly AddOnName[]) => number>> = {
  environment: (addOns) => counted(addOns, {}),
  application: (addOns) =>
    Math.max(
      ...[RICH_APPLICATION, HTTP_APPLICATION].map((one) => {
        const [first, second] = [1, 2].map((count) =>
          counted(addOns, { applications: many(one, count, "a") }),
        );
        return Math.max((first ?? 0) - counted(addOns, {}), (second ?? 0) - (first ?? 0));
      }),
    ),
  database: (addOns) => {
    const [first, second] = [1, 2].map((count) =>
      counted(addOns, { databases: many(RICH_DATABASE, count, "d") }),
    );
    return Math.max((first ?? 0) - counted(addOns, {}), (second ?? 0) - (first ?? 0));
  },
};

/**
 * What something takes without any add-on, and what each adds to those before it, or to none. What needs two is counted
 * with the second of them.
 */
function measured(thing: CountedThing): SliceCount {
  const always = MORE[thing]([]);
  const byAddOn = ADD_ON_NAMES.map((name, index) => {
    const before = ADD_ON_NAMES.slice(0, index);
    const added = MORE[thing]([...before, name]) - MORE[thing](before);
    return [name, Math.max(added, MORE[thing]([name]) - always)] as const;
  });
  return { always, addOns: Object.fromEntries(byAddOn.filter(([, count]) => count > 0)) };
}

test("the loader counts what the plan of a slice holds (ATOLL_UPDATE_DOCS=1 writes the counts)", async () => {
  const counts = Object.fromEntries(
    (["environment", "application", "database"] as const).map((thing) => [thing, measured(thing)]),
  );
  const text = await format(JSON.stringify(counts), { ...(await resolveConfig(FILE)), parser: "json" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(FILE, text);
  expect(readFileSync(FILE, "utf8")).toBe(text);
});

test("no slice takes more than what is counted for it", () => {
  const applications = fc.array(
    fc.constantFrom(RICH_APPLICATION, HTTP_APPLICATION, { ...HTTP_APPLICATION, public: false }),
    {
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(
      fc.subarray([...ADD_ON_NAMES]),
      applications,
      fc.nat(3),
      fc.constantFrom({}, { lifecycle: "suspended" }, { backup: "none" }, { tier: "dedicated-nodes" }),
      (addOns, programs, databases, more) => {
        const entry = {
          ...more,
          applications: Object.fromEntries(programs.map((one, index) => [`a${index}`, one])),
          databases: many(RICH_DATABASE, databases, "d"),
        };
        const most = sliceResources(new Set(addOns), { applications: programs.length, databases });
        expect(counted(addOns, entry)).toBeLessThan(most);
      },
    ),
    { numRuns: 60 },
  );
});

/** What everything that is usual may take, records included. */
const MOST = { environment: 25, database: 7 };

test("a usual environment leaves room for sixty in a stack", () => {
  const [cluster] = sampleFleet({ dev: { profile: "full" } }).clusters.values();
  const addOns = cluster === undefined ? [] : addOnsOf(cluster);
  const records = 2;
  const applications = { shop: { repository: "https://github.com/lagoon/shop.git" } };
  const usual = counted(addOns, { applications }) + records;
  const withData = counted(addOns, { applications, databases: { orders: {} } }) + records;
  expect(usual).toBeLessThanOrEqual(MOST.environment);
  expect(withData - usual).toBeLessThanOrEqual(MOST.database);
  expect(STACK_ROOM / MOST.environment).toBe(60);
});
