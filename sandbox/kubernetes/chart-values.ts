import { holdsUnknown, isObject, type Properties, type Value } from "../provider/properties.ts";
import type { CheckFailure } from "../provider/stand-in.ts";
import { defaultValues, valuesSchema, type ChartData } from "./chart-data.ts";
import { objectAt, textAt } from "./object.ts";

/** Values that every chart knows. */
const EVERYWHERE = ["global"];

/** What is wrong with the values of a release by the chart's own files. */
export async function valueFailures(data: ChartData, values: Properties): Promise<readonly CheckFailure[]> {
  const defaults = defaultValues(data);
  const schema = valuesSchema(data);
  const unknown = defaults === undefined ? [] : unknownKeys(values, defaults, schema);
  if (schema === undefined) return unknown;
  const told = await schemaFailures(schema, merged(defaults?.values ?? {}, values));
  return [...unknown, ...told.filter(({ property }) => !unknown.some((one) => one.property === property))];
}

/** Charts explain some of their values only in comments, such as `# nodeSelector: {}`. */
function unknownKeys(
  values: Properties,
  defaults: { readonly text: string; readonly values: Properties },
  schema: Properties | undefined,
): readonly CheckFailure[] {
  const commented = [...defaults.text.matchAll(/^# ?([A-Za-z][\w-]*):/gm)].map(([, key = ""]) => key);
  const known = new Set([
    ...EVERYWHERE,
    ...commented,
    ...Object.keys(defaults.values),
    ...Object.keys(objectAt(schema, "properties")),
  ]);
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ property: `values.${key}`, reason: "the chart has no such value" }));
}

/** Values as Helm passes them to the chart: the defaults with the given ones over them; null takes a default away. */
export function merged(defaults: Properties, values: Properties): Properties {
  const entries = Object.entries({ ...defaults, ...values }).map(([key, value]): [string, Value] => {
    const below = defaults[key];
    return [key, isObject(value) && isObject(below) ? merged(below, value) : value];
  });
  return Object.fromEntries(entries.filter(([key, value]) => value !== null || !(key in values)));
}

async function schemaFailures(schema: Properties, values: Properties): Promise<readonly CheckFailure[]> {
  // Only releases need it, and it takes longer to load than the rest of the provider.
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { Ajv } = await import("ajv");
  const isNew = textAt(schema, "$schema")?.includes("2020-12") === true;
  const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;
  const validate = (isNew ? new Ajv2020(options) : new Ajv(options)).compile(withoutDialect(schema));
  if (validate(values)) return [];
  return (validate.errors ?? []).flatMap(({ instancePath, message, params }) => {
    const path = instancePath.split("/").slice(1).map(unescaped);
    const found = path.reduce<Value | undefined>((inner, key) => at(inner, key), values);
    if (found !== undefined && typeof found !== "object" && holdsUnknown(found)) return [];
    const extra = (params as Readonly<Record<string, unknown>>)["additionalProperty"];
    const property = ["values", ...path, ...(typeof extra === "string" ? [extra] : [])].join(".");
    const reason =
      typeof extra === "string" ? "the chart has no such value" : `it ${message ?? "is not valid"}`;
    return [{ property, reason }];
  });
}

/** Dialects older than the library's own are close enough to be read as it. */
function withoutDialect(schema: Properties): Properties {
  const { $schema: _, ...rest } = schema;
  return rest;
}

function at(value: Value | undefined, key: string): Value | undefined {
  if (Array.isArray(value)) return (value as readonly Value[])[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

/** A part of a JSON pointer. */
function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
