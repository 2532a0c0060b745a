import { Ajv2020 } from "ajv/dist/2020.js";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { type ChartName, CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { chartCrds } from "../../../fleet/charts/chart-kinds.ts";
import { definition, hasDefinitions } from "./chart-data.ts";

/** Folder of the chart data that holds the definitions which a chart of the catalog brings. */
export function definitionFolder(name: ChartName): string {
  const { chart, origin }: Chart = CHARTS[name];
  if (origin.kind === "crds-folder") return origin.of;
  return hasDefinitions(name) ? name : chart;
}

/** Patterns of definitions are Go's, which says at the beginning that case does not matter. */
const pattern = Object.assign(
  (text: string, flags: string) =>
    text.includes("(?i)") ? new RegExp(text.replace("(?i)", ""), `${flags}i`) : new RegExp(text, flags),
  { code: "new RegExp" },
);

const ajv = new Ajv2020({
  strict: false,
  logger: false,
  validateFormats: false,
  code: { regExp: pattern },
});

type Judge = (object: unknown) => readonly string[];

const judges = new Map<string, Judge | undefined>();

/** A custom resource as it is sent. */
export interface SentObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What the API server would say of an object, validating strictly; undefined where no chart of the catalog defines its kind. */
export function definitionFaultsOf(object: SentObject): readonly string[] | undefined {
  const key = `${object.apiVersion} ${object.kind}`;
  if (!judges.has(key)) judges.set(key, judge(object));
  return judges.get(key)?.(object);
}

/** The same of an object as add-ons declare it, which some chart must define. */
export function definitionFaults({
  apiVersion,
  kind,
  body,
}: SentObject & { readonly body: object }): readonly string[] {
  const sent = { apiVersion, kind, metadata: {}, ...body };
  return definitionFaultsOf(sent) ?? [`no chart defines ${kind} of ${apiVersion}`];
}

function judge({ apiVersion, kind }: SentObject): Judge | undefined {
  const [group = "", version = ""] = apiVersion.split("/");
  const bringer = CHART_NAMES.find((name) =>
    chartCrds(name).some((one) => one.group === group && one.kind === kind),
  );
  if (bringer === undefined) return undefined;
  const found = definition(definitionFolder(bringer), group, kind);
  const schema = found?.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema;
  if (schema === undefined) return () => [`${bringer} defines no ${kind} of ${apiVersion}`];
  // Every object has these three; some definitions don't mention them.
  const common = { apiVersion: {}, kind: {}, metadata: {} };
  const validate = ajv.compile(
    closed({ ...schema, properties: { ...common, ...propertiesOf(schema) } }) as object,
  );
  return (object) => {
    validate(object);
    return (validate.errors ?? []).map(
      ({ instancePath, message = "", params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

function propertiesOf(schema: Readonly<Record<string, unknown>>): object {
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? properties : {};
}

/** A schema that takes no field that it does not declare. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isObject = "properties" in schema && "type" in schema && schema.type === "object";
  const isOpen = "x-kubernetes-preserve-unknown-fields" in schema || "additionalProperties" in schema;
  return isObject && !isOpen ? { ...inner, additionalProperties: false } : inner;
}
