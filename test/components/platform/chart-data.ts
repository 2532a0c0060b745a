import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse, parseAllDocuments } from "yaml";

/** Schemas and definitions of published charts, if they lie beside the checkout. */
const FOLDER = resolve(import.meta.dirname, "../../../../shared/data/charts");

export const HAS_CHART_DATA = existsSync(FOLDER);

const text = (chart: string, name: string): string | undefined => {
  const path = resolve(FOLDER, chart, name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

export function valuesSchema(chart: string): object | undefined {
  const found = text(chart, "values.schema.json");
  return found === undefined ? undefined : (JSON.parse(found) as object);
}

/** Charts of Istio keep theirs under a name that says nobody should set it. */
export function defaultValues(chart: string): unknown {
  const values = parse(text(chart, "values.yaml") ?? "") as Record<string, unknown> | null;
  return values?.["_internal_defaults_do_not_set"] ?? values;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: string;
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Record<string, unknown> };
    }[];
  };
}

/** Whether definitions of a chart lie under this name. */
export const hasDefinitions = (chart: string): boolean => existsSync(resolve(FOLDER, chart, "crds.yaml"));

const parsed = new Map<string, readonly Definition["spec"][]>();

/** Every definition of a chart; parsed once, for some are megabytes. */
export function definitions(chart: string): readonly Definition["spec"][] {
  const known = parsed.get(chart) ?? parsedDefinitions(text(chart, "crds.yaml") ?? "");
  parsed.set(chart, known);
  return known;
}

const parsedDefinitions = (yaml: string): readonly Definition["spec"][] =>
  [...parseAllDocuments(yaml)].map((document) => (document.toJS() as Definition).spec);

/** What a chart's definitions are about, without their schemas: those are nearly all of the text. */
export function outlines(chart: string): readonly Definition["spec"][] {
  const lines: string[] = [];
  let skipped: number | undefined;
  for (const line of (text(chart, "crds.yaml") ?? "").split("\n")) {
    const depth = line.search(/\S/);
    if (skipped !== undefined && (depth > skipped || depth < 0)) continue;
    skipped = /^\s+schema:\s*$/.test(line) ? depth : undefined;
    if (skipped === undefined) lines.push(line);
  }
  return parsedDefinitions(lines.join("\n"));
}

/** The definition of one kind alone, wherever it is among many: the others are not parsed. */
export function definition(chart: string, group: string, kind: string): Definition["spec"] | undefined {
  const documents = (text(chart, "crds.yaml") ?? "").split(/^---$/m);
  const likely = documents.filter(
    (one) => one.includes(`group: ${group}`) && one.includes(`kind: ${kind}\n`),
  );
  return likely.flatMap(parsedDefinitions).find((one) => one.group === group && one.names.kind === kind);
}
