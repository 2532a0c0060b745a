import { resolve } from "node:path";
import { expect, test } from "vitest";
import { faultLine } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadFleet } from "../../fleet/load.ts";
import { linkSchema } from "../../fleet/schema/link.ts";
import { teardownOrder } from "../../fleet/stack-names.ts";
import { teardownFaults } from "../../fleet/teardown.ts";

const TODAY = "2026-11-24";
const fleet = loadFleet(resolve(import.meta.dirname, "../../inventory"), TODAY);
const GOING = { lifecycle: "retiring", retireAfter: TODAY } as const;

const told = (changed: Partial<Fleet>, stack: string): readonly string[] =>
  teardownFaults({ ...fleet, ...changed }, stack, TODAY).map(faultLine);

const clusters = (more: object, id = "dev"): Fleet["clusters"] =>
  new Map([...fleet.clusters].map(([key, one]) => [key, key === id ? { ...one, ...more } : one]));

const NO_TENANTS = { tenants: new Map() };

test("a cluster may go when it retires, its day has come and no tenant stands on it", () => {
  expect(told({ ...NO_TENANTS, clusters: clusters(GOING) }, "dev")).toEqual([]);
});

test("an active cluster may not go, nor one whose day is to come", () => {
  expect(told(NO_TENANTS, "dev")).toEqual([
    'clusters/dev.yaml lifecycle: expected retiring, got "active"; set it with a retireAfter, run atoll lock, and have that reviewed, first',
  ]);
  expect(told({ ...NO_TENANTS, clusters: clusters({ ...GOING, retireAfter: "2026-11-25" }) }, "dev")).toEqual(
    [
      'clusters/dev.yaml retireAfter: expected a day that has come: today is 2026-11-24, got "2026-11-25"; wait for it',
    ],
  );
});

test("a cluster with tenants stays until each of them has left or leaves with it", () => {
  const [line = ""] = told({ clusters: clusters(GOING) }, "dev");
  expect(line).toMatch(
    /^tenants\/\w+\.yaml environments\.\w+\.cluster: expected an environment that has left the cluster, or whose retireAfter has come, got "dev"$/,
  );
  const tenants = new Map([...fleet.tenants].map(([id, tenant]) => [id, { ...tenant, ...GOING }]));
  expect(told({ clusters: clusters(GOING), tenants }, "dev")).toEqual([]);
});

test("a cell goes when nobody lives in it, and before its cluster", () => {
  const [id = "", tenant] =
    [...fleet.tenants].find(([, { environments }]) => environments["staging"] !== undefined) ?? [];
  if (tenant === undefined) throw new Error("somebody has a staging");
  const celled = { clusters: clusters({ ...GOING, cells: 2 }) };
  const environments = { staging: { cluster: "dev", stateful: false, cell: 1 } };
  const tenants = new Map([[id, { ...tenant, environments }]]);
  expect(told({ ...celled, tenants }, "dev.cell1")).toEqual([
    `tenants/${id}.yaml environments.staging.cluster: expected an environment that has left the cluster, or whose retireAfter has come, got "dev"`,
  ]);
  expect(told({ ...celled, tenants }, "dev.cell2")).toEqual([]);
  expect(told({ ...celled, ...NO_TENANTS }, "dev")).toEqual([
    "clusters/dev.yaml cells: expected a cluster whose cells are torn down, and whose entry has none, got 2; atoll teardown dev.cell1 comes first",
  ]);
});

test("a cluster stays until the one that replaces it has taken over and was watched", () => {
  const pair = (more: object): Fleet["clusters"] =>
    new Map(
      [...clusters(GOING)].map(([id, one]) => [
        id,
        id === "prod" ? { ...one, replaces: "dev", ...more } : one,
      ]),
    );
  expect(told({ ...NO_TENANTS, clusters: pair({}) }, "dev")).toEqual([
    "clusters/prod.yaml switchOver: expected the day on which it has taken over from dev, got none",
  ]);
  expect(
    told({ ...NO_TENANTS, clusters: pair({ switchOver: { on: TODAY, soakHours: 48 } }) }, "dev"),
  ).toEqual([
    "clusters/prod.yaml switchOver: expected a soak that is over: today is 2026-11-24, got one until 2026-11-27",
  ]);
});

test("a link goes when it retires, and before its clusters", () => {
  const entry = linkSchema.parse({ kind: "peering", from: "dev", to: { cluster: "prod" } });
  const links = (more: object): Fleet["links"] => new Map([["one", { ...entry, id: "one", ...more }]]);
  expect(told({ links: links({}) }, "one")).toEqual([
    'links/one.yaml lifecycle: expected retiring, got "active"; set it with a retireAfter, run atoll lock, and have that reviewed, first',
  ]);
  expect(told({ links: links(GOING) }, "one")).toEqual([]);
  const going = { ...NO_TENANTS, links: links(GOING) };
  expect(told({ ...going, clusters: clusters(GOING) }, "dev")).toEqual([
    'links/one.yaml from: expected a link that is torn down, and whose entry is gone, got "dev"; atoll teardown one comes first',
  ]);
  expect(told({ ...going, clusters: clusters(GOING, "prod") }, "prod")).toEqual([
    'links/one.yaml to.cluster: expected a link that is torn down, and whose entry is gone, got "prod"; atoll teardown one comes first',
  ]);
});

test("stacks that are torn down together go in an order: links and cells, clusters, regions", () => {
  const kinds = { links: new Set(["a-b"]), regions: new Set(["alps"]) };
  expect(teardownOrder(["a", "a-b", "a.cell1", "alps", "b", "unknown"], kinds)).toEqual([
    "a-b",
    "a.cell1",
    "a",
    "b",
    "unknown",
    "alps",
  ]);
});

test("a region stays while a cluster stands in it, and an unknown name is no stack", () => {
  const regions = new Map([...fleet.regions].map(([id, region]) => [id, { ...region, ...GOING }]));
  expect(told({ regions }, "eu-central")[0]).toBe(
    'clusters/dev.yaml region: expected a cluster that is torn down, and whose entry is gone, got "eu-central"; atoll teardown dev comes first',
  );
  expect(told({}, "pord")[0]).toMatch(/^stack "pord": expected one of dev, eu-central, prod/);
});
