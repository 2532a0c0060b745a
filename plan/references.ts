import { isList, isMap, type Json, type JsonMap } from "./json.ts";
import type { Plan } from "./plan.ts";

/** `${dev-vpc.id}`, alone or inside a longer text. */
const REFERENCE = /\$\{([^}]+)\.id\}/g;

/** Names of the resources whose ids a text holds. */
export function referredNames(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = ""]) => name);
}

/** A value in which references go to the new names of renamed resources. */
export function renamedReferences(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    return value.replaceAll(REFERENCE, (_, name: string) => `\${${names.get(name) ?? name}.id}`);
  }
  if (isList(value)) return value.map((one) => renamedReferences(one, names));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamedReferences(one, names)]));
}

/** `${eu-central/zoneId}`, or what lies inside an output: `${dev/privateRouteTableIds.a}`. */
const OUTPUT = /\$\{([^}/]+)\/([^}]+)\}/g;

/** What other stacks show, by the name of the stack. */
export type Shown = Readonly<Record<string, JsonMap>>;

/**
 * A plan in which outputs of other stacks have the values that these stacks show by now, as an engine reads them. A
 * value that none shows stays what it is in the plan: the place of the output.
 */
export function withOutputs(plan: Plan, shown: Shown): Plan {
  const resources = plan.resources.map((resource) => ({
    ...resource,
    inputs: filledMap(resource.inputs, shown),
  }));
  return { ...plan, resources };
}

function filledMap(map: JsonMap, shown: Shown): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, one]) => [key, filled(one, shown)]));
}

function filled(value: Json, shown: Shown): Json {
  if (typeof value === "string")
    return value.replaceAll(
      OUTPUT,
      (place, stack: string, path: string) => textAt(shown[stack], path) ?? place,
    );
  if (isList(value)) return value.map((one) => filled(one, shown));
  return isMap(value) ? filledMap(value, shown) : value;
}

function textAt(outputs: JsonMap | undefined, path: string): string | undefined {
  const found = path
    .split(".")
    .reduce<Json | undefined>(
      (inner, key) => (inner !== undefined && isMap(inner) ? inner[key] : undefined),
      outputs,
    );
  return typeof found === "string" ? found : undefined;
}
