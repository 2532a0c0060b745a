import { DATA_SOURCES } from "./data-sources.ts";
import type { Dashboard, Limits, Panel, Row, Variable } from "./dashboard.ts";

/** Version of the format, which Grafana brings up to date by itself. @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/ */
const SCHEMA_VERSION = 41;

/** Columns of Grafana's grid for each of our twelfths. */
const COLUMNS_PER_TWELFTH = 2;
const GRID_COLUMNS = 24;

const HEIGHTS = { timeseries: 8, stat: 4, bargauge: 8 } as const;
const USUAL_WIDTHS = { timeseries: 6, stat: 3, bargauge: 6 } as const;

/** Which store a panel asks is a choice above it, so that the same dashboard serves a store of many clusters. */
const SOURCE_VARIABLE = "source";
const SOURCE = { type: "prometheus", uid: `\${${SOURCE_VARIABLE}}` };

type Json = Readonly<Record<string, unknown>>;

/** A dashboard in the words of Grafana. Equal dashboards are equal text, whatever the day. */
export function renderedDashboard({ uid, title, description, variables = [], rows }: Dashboard): Json {
  return {
    uid,
    title,
    description,
    tags: ["atoll"],
    editable: false,
    graphTooltip: 1,
    refresh: "1m",
    schemaVersion: SCHEMA_VERSION,
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    templating: { list: [sourceVariable(), ...variables.map(queryVariable)] },
    panels: placed(rows),
  };
}

function sourceVariable(): Json {
  const { name, uid } = DATA_SOURCES.metrics;
  return {
    name: SOURCE_VARIABLE,
    label: "Source",
    type: "datasource",
    query: "prometheus",
    current: { text: name, value: uid },
  };
}

function queryVariable({ name, label, metric, of }: Variable): Json {
  const query = `label_values(${metric}, ${of})`;
  return {
    name,
    label,
    type: "query",
    datasource: SOURCE,
    query: { query, refId: name },
    definition: query,
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: ".+",
    current: { text: "All", value: "$__all" },
  };
}

/** Rows below each other, panels of a row beside each other as long as there is room. */
function placed(rows: readonly Row[]): readonly Json[] {
  const panels: Json[] = [];
  let top = 0;
  for (const row of rows) {
    const { title } = row;
    panels.push({
      id: panels.length + 1,
      type: "row",
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y: top, w: GRID_COLUMNS, h: 1 },
    });
    top += 1;
    let left = 0;
    let height = 0;
    for (const panel of row.panels) {
      const w = (panel.width ?? USUAL_WIDTHS[panel.kind]) * COLUMNS_PER_TWELFTH;
      if (left + w > GRID_COLUMNS) {
        top += height;
        left = 0;
        height = 0;
      }
      const h = HEIGHTS[panel.kind];
      panels.push({ id: panels.length + 1, ...rendered(panel), gridPos: { x: left, y: top, w, h } });
      left += w;
      height = Math.max(height, h);
    }
    top += height;
  }
  return panels;
}

function rendered({ title, description, kind, unit, queries, limits }: Panel): Json {
  return {
    type: kind,
    title,
    description,
    datasource: SOURCE,
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(limits === undefined ? {} : { thresholds: thresholds(limits) }),
        ...(kind === "timeseries" ? { custom: { fillOpacity: 10, showPoints: "never" } } : {}),
      },
      overrides: [],
    },
    options: OPTIONS[kind],
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCodePoint(FIRST_LETTER + index),
      datasource: SOURCE,
      expr,
      legendFormat: legend,
      ...(kind === "timeseries" ? { range: true } : { instant: true, range: false }),
    })),
  };
}

const FIRST_LETTER = 65;

const OPTIONS: Readonly<Record<Panel["kind"], Json>> = {
  timeseries: {
    legend: { displayMode: "list", placement: "bottom" },
    tooltip: { mode: "multi", sort: "desc" },
  },
  stat: { colorMode: "value", graphMode: "none", reduceOptions: { calcs: ["lastNotNull"] } },
  bargauge: {
    displayMode: "basic",
    orientation: "horizontal",
    reduceOptions: { calcs: ["lastNotNull"] },
  },
};

function thresholds({ warn, bad }: Limits): Json {
  const isRising = bad > warn;
  const steps = isRising
    ? [
        { color: "green", value: null },
        { color: "orange", value: warn },
        { color: "red", value: bad },
      ]
    : [
        { color: "red", value: null },
        { color: "orange", value: bad },
        { color: "green", value: warn },
      ];
  return { mode: "absolute", steps };
}
