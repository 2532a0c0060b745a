import type { AddOnName } from "../../../fleet/charts/add-ons.ts";

/** Units that panels have, in Grafana's words. @see https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
export type Unit =
  | "short"
  | "percentunit"
  | "reqps"
  | "ops"
  | "s"
  | "ms"
  | "bytes"
  | "Bps"
  | "currencyUSD"
  | "dateTimeAsIso"
  | "bool_yes_no";

/** One series, or one for each combination of labels. */
export interface Query {
  /** PromQL; `$tenant` and the like are variables of the dashboard. */
  readonly expr: string;
  /** Name of its series, such as {{namespace}}. */
  readonly legend: string;
}

/** From which value on something is worth a look, and is wrong; both in the panel's unit. */
export interface Limits {
  readonly warn: number;
  readonly bad: number;
}

/** What one rectangle of a dashboard shows. */
export interface Panel {
  readonly title: string;
  /** What it means and when to worry, in one sentence. */
  readonly description: string;
  /** Over time, as of now, or as a list of what is most. */
  readonly kind: "timeseries" | "stat" | "bargauge";
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Twelfths of the width. Range 2..12. @default 6, of a number 3 */
  readonly width?: number;
  /** Where colours change; from high to low if `bad` is below `warn`. @default - they don't */
  readonly limits?: Limits;
}

/** A choice above the panels, filled with the values that a label has. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  /** Metric whose label it is. */
  readonly metric: string;
  readonly of: string;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A dashboard as people write it; `renderedDashboard` says it in Grafana's words. */
export interface Dashboard {
  /** Part of its address; it stays. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Add-ons that it is about: it is there where one of them is. */
  readonly about: readonly AddOnName[];
  /** @default none */
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
}
