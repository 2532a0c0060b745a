import { isObject, isUnknown, type Properties, type Value } from "./properties.ts";
import type { CheckFailure } from "./stand-in.ts";

/** What is known of one input, or of one field of a nested object. */
export interface InputFacts {
  readonly type: "string" | "number" | "boolean" | "list" | "map" | "object";
  readonly required?: true;
  /** A change replaces the resource. */
  readonly replaces?: true;
  /** It replaces when it comes or goes; another value is an update. */
  readonly valueUpdates?: true;
  /** A list: it replaces when something of it goes. */
  readonly lossReplaces?: true;
  /** AWS chooses a value when none is given; taking the input away then changes nothing. */
  readonly computed?: true;
  /** A list whose order has no meaning. */
  readonly unordered?: true;
  /** Fields of the object, or of each object of the list. */
  readonly fields?: Readonly<Record<string, InputFacts>>;
}

/** Keys that are the engine's business, unless a type has an input of that name, as EKS has a version. */
const INTERNAL = ["__defaults", "__internal", "version", "pluginDownloadURL", "tagsAll"];

export function isInternal(name: string, facts: Readonly<Record<string, InputFacts>>): boolean {
  return INTERNAL.includes(name) && !Object.hasOwn(facts, name);
}

/**
 * What is wrong with inputs by the table alone: unknown names, missing ones, values of another type, at any depth.
 * A value that is not known yet passes.
 */
export function schemaFailures(
  inputs: Properties,
  facts: Readonly<Record<string, InputFacts>>,
): readonly CheckFailure[] {
  const missing = Object.keys(facts).filter(
    (name) => facts[name]?.required === true && (inputs[name] ?? null) === null,
  );
  const given = Object.entries(inputs).filter(([name]) => !isInternal(name, facts));
  return [
    ...missing.map((name) => failure(name, `Missing required argument. "${name}" is required`)),
    ...given.flatMap(([name, value]) => {
      const known = facts[name];
      return known === undefined
        ? [failure(name, `Unsupported argument. An argument named "${name}" is not expected here`)]
        : valueFailures(name, value, known);
    }),
  ];
}

function failure(property: string, reason: string): CheckFailure {
  return { property, reason };
}

function valueFailures(path: string, value: Value, facts: InputFacts): readonly CheckFailure[] {
  if (value === null || isUnknown(value)) return [];
  if (!hasType(value, facts.type)) {
    const got = Array.isArray(value) ? "list" : typeof value;
    return [failure(path, `Incorrect type. "${path}" must be a ${facts.type}, got a ${got}`)];
  }
  if (facts.type === "map") return mapFailures(path, value as Properties);
  const { fields } = facts;
  if (fields === undefined) return [];
  const objects = facts.type === "list" ? (value as readonly Value[]) : [value];
  return objects.flatMap((object, index) => {
    const at = facts.type === "list" ? `${path}[${index}]` : path;
    if (isUnknown(object)) return [];
    if (!isObject(object)) return [failure(at, `Incorrect type. "${at}" must be an object`)];
    return schemaFailures(object, fields).map((one) => failure(`${at}.${one.property}`, one.reason));
  });
}

function mapFailures(path: string, map: Properties): readonly CheckFailure[] {
  return Object.entries(map)
    .filter(([, value]) => typeof value !== "string")
    .map(([key]) => failure(`${path}.${key}`, `Incorrect type. "${path}.${key}" must be a string`));
}

function hasType(value: Value, type: InputFacts["type"]): boolean {
  switch (type) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isObject(value);
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
  }
}
