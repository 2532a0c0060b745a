import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { CHARTS_WITH_KINDS, chartCrds, writtenKind } from "../../../fleet/charts/chart-kinds.ts";
import { type ChartName, CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { definitionFolder } from "../../components/platform/chart-definitions.ts";
import { HAS_CHART_DATA, outlines } from "../../components/platform/chart-data.ts";

const FILE = resolve(import.meta.dirname, "../../../fleet/chart-kinds.json");

const bringsKinds = ({ crds }: Chart): boolean => crds.source !== "none" && crds.source !== "elsewhere";

/** Kinds that the definitions of a chart have; none where they don't lie beside the checkout. */
function definedKinds(name: ChartName): readonly string[] {
  const { origin }: Chart = CHARTS[name];
  const groups = origin.kind === "crds-folder" ? origin.groups : undefined;
  return outlines(definitionFolder(name))
    .filter(({ group }) => groups?.includes(group) ?? true)
    .map(({ group, names, scope, versions }) =>
      writtenKind({ group, ...names, scope: scope as "Cluster", versions: versions.map((one) => one.name) }),
    )
    .sort();
}

/** The file as the charts have it; a chart whose definitions are not there stays as it is. */
function expectedFile(): string {
  const charts = CHART_NAMES.filter((name) => bringsKinds(CHARTS[name])).sort();
  const kinds = charts.map((name): [string, readonly string[]] => {
    const defined = definedKinds(name);
    return [name, defined.length > 0 ? defined : chartCrds(name).map(writtenKind)];
  });
  return `${JSON.stringify(Object.fromEntries(kinds), null, 2)}\n`;
}

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test("the catalog lists the kinds that the definitions of its charts have", () => {
    const expected = expectedFile();
    if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(FILE, expected);
    const hint =
      "write it again with: ATOLL_UPDATE_DOCS=1 npx vitest run test/fleet/charts/chart-kinds.test.ts";
    expect(readFileSync(FILE, "utf8"), hint).toBe(expected);
  });
});

test("every chart that brings kinds lists them, and no other does", () => {
  const bring = CHART_NAMES.filter((name) => bringsKinds(CHARTS[name]));
  expect([...CHARTS_WITH_KINDS].sort()).toEqual([...bring].sort());
  for (const name of bring) expect([name, chartCrds(name).length > 0]).toEqual([name, true]);
});
