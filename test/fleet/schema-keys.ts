/** The part of a JSON Schema that the tables show. */
export interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: string;
}

/** One key of a file: its path, what it says, and its default or that it must be there. */
export type Key = readonly [path: string, says: string, byDefault: string];

export function keysOf(schema: JsonSchema, prefix: string): readonly Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]): readonly Key[] => {
    const path = `${prefix}${name}`;
    const [says = "", byDefault] = (one.description ?? "").split(" @default ");
    const required = schema.required?.includes(name) === true;
    return [
      [path, says, required ? "must be given" : (byDefault ?? "none").replace(/^- /, "")],
      ...below(one, path),
    ];
  });
}

function below(schema: JsonSchema, path: string): readonly Key[] {
  const named = schema.additionalProperties;
  return [
    ...keysOf(schema, `${path}.`),
    ...keysOf(schema.items ?? {}, `${path}[].`),
    ...keysOf(typeof named === "object" ? named : {}, `${path}.*.`),
    ...(schema.oneOf ?? []).flatMap((one) =>
      keysOf(one, `${path}.`).map(([key, says, byDefault]): Key => {
        const mode = one.properties?.["mode"]?.const ?? "";
        return key.endsWith(".mode") ? [`${key}: ${mode}`, says, byDefault] : [key, says, byDefault];
      }),
    ),
  ];
}
