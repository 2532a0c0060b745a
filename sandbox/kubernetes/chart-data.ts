import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import type { Chart } from "../../fleet/charts/chart.ts";
import { CHARTS } from "../../fleet/charts/charts.ts";
import { isObject, type Properties, type Value } from "../provider/properties.ts";
import { groupOf } from "./resource-type.ts";
import { listAt, textAt, type KubernetesObject } from "./object.ts";

/** Names another folder with the files of the charts. */
const FOLDER_VARIABLE = "ATOLL_CHART_DATA";

/** Where the files of the charts lie beside a checkout; the project itself holds none of others. */
const DEFAULT_FOLDER = resolve(import.meta.dirname, "../../../shared/data/charts");

/** Files of one chart in one version. */
export interface ChartData {
  readonly folder: string;
  /** Only definitions of these API groups belong to it. @default - all */
  readonly groups?: readonly string[];
}

/** The entry of the catalog, for charts that atoll installs itself. */
export function catalogEntry(chart: string): Chart | undefined {
  return Object.values<Chart>(CHARTS).find((entry) => entry.chart === chart);
}

/** A packed chart holds some of another's definitions; its files are that one's. */
function origin(chart: string): { readonly chart: string; readonly groups?: readonly string[] } {
  const entry = catalogEntry(chart);
  return entry?.origin.kind === "crds-folder"
    ? { chart: entry.origin.of, groups: entry.origin.groups }
    : { chart };
}

/** Files of a chart beside the checkout; `undefined` where there are none, or only those of another version. */
export function chartData(chart: string, version: string | undefined): ChartData | undefined {
  const from = origin(chart);
  const data = dataFolder();
  const index = join(data, "index.json");
  if (!existsSync(index)) return undefined;
  const entries = JSON.parse(readFileSync(index, "utf8")) as Value;
  const found = listAt({ entries }, "entries").find(
    (entry) =>
      (entry["chart"] === from.chart || entry["name"] === from.chart) &&
      (version === undefined || plain(textAt(entry, "version")) === plain(version)),
  );
  const name = textAt(found, "name");
  if (name === undefined) return undefined;
  return { folder: join(data, name), ...(from.groups !== undefined && { groups: from.groups }) };
}

export function dataFolder(): string {
  return process.env[FOLDER_VARIABLE] ?? DEFAULT_FOLDER;
}

function plain(version: string | undefined): string {
  return (version ?? "").replace(/^v/, "");
}

/** The chart's own values and the text that explains them; `undefined` where they are not known. */
export function defaultValues({
  folder,
  groups,
}: ChartData): { text: string; values: Properties } | undefined {
  const path = join(folder, "values.yaml");
  if (groups !== undefined || !existsSync(path)) return undefined;
  const text = readFileSync(path, "utf8");
  const values = parse(text) as Value;
  return { text, values: isObject(values) ? ownDefaults(values) : {} };
}

/** Where charts of Istio keep their defaults, so that a profile can come between them and what is given. */
const HIDDEN_DEFAULTS = "_internal_defaults_do_not_set";

/** The value that names such a profile. */
const PROFILE = "profile";

function ownDefaults({ [HIDDEN_DEFAULTS]: hidden, ...shown }: Properties): Properties {
  return isObject(hidden) ? { [PROFILE]: "", ...shown, ...hidden } : shown;
}

export function valuesSchema({ folder, groups }: ChartData): Properties | undefined {
  const path = join(folder, "values.schema.json");
  if (groups !== undefined || !existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, "utf8")) as Properties;
}

/** Definitions that the chart brings. */
export function chartDefinitions({ folder, groups }: ChartData): readonly KubernetesObject[] {
  const path = join(folder, "crds.yaml");
  if (!existsSync(path)) return [];
  return definitions(readFileSync(path, "utf8")).filter(
    (one) => groups === undefined || groups.includes(textAt(one, "spec", "group") ?? ""),
  );
}

/** The CustomResourceDefinitions of a file with many objects. */
export function definitions(text: string): readonly KubernetesObject[] {
  const documents = parseAllDocuments(text);
  return documents.flatMap((document) => {
    const one = ("toJS" in document ? document.toJS() : null) as Value;
    return isObject(one) &&
      one["kind"] === "CustomResourceDefinition" &&
      groupOf(textAt(one, "apiVersion") ?? "") === "apiextensions.k8s.io"
      ? [one]
      : [];
  });
}
