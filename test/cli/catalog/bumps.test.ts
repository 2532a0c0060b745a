import { expect, test } from "vitest";
import { bumpTable } from "../../../cli/catalog/bump-table.ts";
import { bumps, compareVersions, testedSet } from "../../../cli/catalog/bumps.ts";
import { addOnCharts } from "../../../fleet/charts/add-on-charts.ts";
import { addOnsOf } from "../../../fleet/charts/add-ons.ts";
import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import { CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { addOns } from "../../../fleet/schema/add-ons.ts";
import { madeUpChart } from "../catalog-server.ts";

const CHART = madeUpChart({ kind: "https", repository: "https://charts.lagoon.cloud" });
const WHY = "closes a hole";

const lagoon = (next: object) => ({ ...CHART, next: [{ version: "1.3.0", why: WHY, ...next }] });

const INSTALLED = [
  { cluster: "prod", kubernetes: "1.34", chart: "lagoon" },
  { cluster: "dev", kubernetes: "1.36", chart: "lagoon" },
  { cluster: "dev", kubernetes: "1.36", chart: "reef" },
];

test("a version that may follow names its reason and the clusters that it would reach", () => {
  expect(bumps({ lagoon: lagoon({}), reef: { ...CHART, next: [] } }, INSTALLED)).toEqual([
    { chart: "lagoon", from: "1.2.3", to: "1.3.0", why: WHY, blocked: [], touches: ["dev", "prod"] },
  ]);
});

test("a cluster on a minor that the new version does not run on blocks it", () => {
  const [bump] = bumps({ lagoon: lagoon({ kubernetes: { from: "1.35", to: "1.37" } }) }, INSTALLED);
  expect(bump?.blocked).toEqual(["prod has Kubernetes 1.34, it wants 1.35 to 1.37"]);
});

test("a chart that must be newer first blocks it, and one that is new enough does not", () => {
  const charts = (version: string) => ({
    lagoon: lagoon({ requires: { reef: "v2.10.0" } }),
    reef: { ...CHART, version },
  });
  const blocked = (version: string) => bumps(charts(version), [])[0]?.blocked;
  expect(blocked("v2.9.5")).toEqual(["reef v2.10.0 or newer first, got v2.9.5"]);
  expect(blocked("2.10.0")).toEqual([]);
  expect(bumps({ lagoon: lagoon({ requires: { gone: "1.0.0" } }) }, [])[0]?.blocked).toEqual([
    "gone 1.0.0 or newer first, got none",
  ]);
});

test("versions are compared by their numbers, not by their letters", () => {
  expect(compareVersions("1.10.0", "1.9.9")).toBeGreaterThan(0);
  expect(compareVersions("v1.2", "1.2.0")).toBe(0);
  expect(compareVersions("1.2.3", "1.2.4")).toBeLessThan(0);
});

test("the list says when no chart is behind", () => {
  expect(bumpTable([])).toBe("no chart is behind: the catalog allows no newer version");
});

test("every minor that a cluster may name has a tested set that brings requests to tenants", () => {
  const minimal = addOnsOf({ profile: "minimal", addOns: addOns.parse({}) }).flatMap(addOnCharts);
  for (const { minor } of KUBERNETES_MINORS)
    expect(testedSet(CHARTS, minor)).toEqual(expect.arrayContaining([...minimal]));
  expect(testedSet(CHARTS, "1.20")).toEqual([]);
});

test("a version that may follow is newer than the one that is there", () => {
  for (const name of CHART_NAMES)
    for (const { version, why } of [...CHARTS[name].next] as { version: string; why: string }[]) {
      expect([name, compareVersions(version, CHARTS[name].version) > 0]).toEqual([name, true]);
      expect(why.length).toBeGreaterThan(10);
    }
});
