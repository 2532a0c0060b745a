import { describe, expect, test } from "vitest";
import type { Panel } from "../../../../components/platform/dashboards/dashboard.ts";
import {
  dashboardOf,
  DASHBOARDS,
  dashboardsOf,
} from "../../../../components/platform/dashboards/dashboards.ts";
import { renderedDashboard } from "../../../../components/platform/dashboards/rendered-dashboard.ts";
import { dashboardOfTenant } from "../../../../components/platform/dashboards/tenant-requests.ts";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { SCRAPED_METRICS } from "../../../../components/platform/metrics/scraped-metrics.ts";
import { ADD_ON_NAMES } from "../../../../fleet/schema/add-ons.ts";
import { everyGroup } from "../all-rules.ts";
import { readOf } from "../promql.ts";

interface Rendered {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly RenderedPanel[];
}

interface RenderedPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly uid: string };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

const ALL = [...DASHBOARDS, dashboardOfTenant("acme")];
const RENDERED = ALL.map((one) => renderedDashboard(one) as unknown as Rendered);
const QUERIES = ALL.flatMap(({ uid, rows, variables = [] }) => [
  ...rows.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }: Panel) =>
      queries.map(({ expr }) => [`${uid}: ${title}`, expr] as const),
    ),
  ),
  ...variables.map(({ name, metric }) => [`${uid}: $${name}`, metric] as const),
]);

describe("dashboards", () => {
  test("are the twelve, and every add-on names one", () => {
    expect(DASHBOARDS).toHaveLength(12);
    // It is where one looks at the others.
    const others = ADD_ON_NAMES.filter((name) => name !== "grafana");
    expect(others.filter((name) => dashboardOf(name) === undefined)).toEqual([]);
  });

  test("are there for add-ons that are there", () => {
    const uids = (...names: string[]) => dashboardsOf((one) => names.includes(one)).map(({ uid }) => uid);
    expect(uids("velero")).toEqual(["atoll-backups"]);
    expect(uids("istio", "opencost")).toEqual(["atoll-cost", "atoll-mesh"]);
    expect(uids()).toEqual([]);
  });

  test("have addresses of their own that Grafana takes", () => {
    const uids = RENDERED.map(({ uid }) => uid);
    expect(uids).toEqual([...new Set(uids)]);
    for (const uid of uids) expect(uid).toMatch(/^[a-z-]{1,40}$/);
  });

  test("say of every panel what it means, in which unit, and from a source that people choose", () => {
    for (const { panels, templating, description } of RENDERED) {
      expect(description).toMatch(/^[A-Z].+\.$/);
      expect(templating.list[0]).toMatchObject({ name: "source", type: "datasource" });
      for (const panel of panels.filter(({ type }) => type !== "row")) {
        expect(panel.title).not.toBe("");
        expect(panel.description).toMatch(/^[A-Z].+[.]$/);
        expect(panel.fieldConfig?.defaults.unit).toMatch(/./);
        expect(panel.datasource?.uid).toBe("${source}");
        expect(panel.targets?.length).toBeGreaterThan(0);
      }
    }
  });

  test("lay no panel over another, and none beyond the edge", () => {
    for (const { panels } of RENDERED) {
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
      );
      expect(cells).toHaveLength(new Set(cells).size);
      expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
      const ids = panels.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  test("ask in PromQL", () => {
    expect(QUERIES.flatMap(([name, expr]) => readOf(expr).faults.map((fault) => `${name} ${fault}`))).toEqual(
      [],
    );
    expect(QUERIES.length).toBeGreaterThan(60);
  });

  test("read only metrics that somebody exposes or records", () => {
    const stated = Object.values(ADD_ONS).flatMap(({ contract }) => contract.metrics ?? []);
    const recorded = everyGroup().flatMap(([, { rules }]) =>
      rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])),
    );
    const exposed = new Set([...Object.values(SCRAPED_METRICS).flat(), ...stated, ...recorded]);
    const strange = QUERIES.flatMap(([name, expr]) =>
      readOf(expr)
        .metrics.filter((metric) => !exposed.has(metric))
        .map((metric) => `${name} reads ${metric}`),
    );
    expect(strange).toEqual([]);
  });

  test("use only variables that they have", () => {
    for (const { title, templating, panels } of RENDERED) {
      const names = new Set(["source", ...templating.list.map(({ name }) => name)]);
      const exprs = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
      const used = exprs.flatMap((expr) =>
        [...expr.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name ?? ""),
      );
      expect([title, used.filter((name) => !names.has(name))]).toEqual([title, []]);
    }
  });

  test("of one tenant show no other", () => {
    const text = JSON.stringify(renderedDashboard(dashboardOfTenant("acme")));
    expect(text).not.toContain("$tenant");
    expect(text).toContain("acme");
  });
});

describe("colours", () => {
  const steps = (warn: number, bad: number) => {
    const limits = { warn, bad };
    const panel: Panel = { title: "A", description: "A.", kind: "stat", unit: "s", queries: [], limits };
    const rendered = renderedDashboard({
      uid: "x",
      title: "X",
      description: "X.",
      about: [],
      rows: [{ title: "R", panels: [panel] }],
    }) as unknown as { panels: { fieldConfig?: { defaults: { thresholds: { steps: unknown } } } }[] };
    return rendered.panels[1]?.fieldConfig?.defaults.thresholds.steps;
  };

  test("turn red above what is bad, or below it where less is worse", () => {
    expect(steps(1, 5)).toEqual([
      { color: "green", value: null },
      { color: "orange", value: 1 },
      { color: "red", value: 5 },
    ]);
    expect(steps(5, 1)).toEqual([
      { color: "red", value: null },
      { color: "orange", value: 1 },
      { color: "green", value: 5 },
    ]);
  });
});
