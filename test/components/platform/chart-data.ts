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

export const defaultValues = (chart: string): unknown => parse(text(chart, "values.yaml") ?? "");

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

export function definitions(chart: string): readonly Definition["spec"][] {
  return [...parseAllDocuments(text(chart, "crds.yaml") ?? "")].map(
    (document) => (document.toJS() as Definition).spec,
  );
}
