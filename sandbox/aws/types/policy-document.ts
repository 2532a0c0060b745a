import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import type { Inputs, Refusals } from "../kind.ts";

/** One value or a list of them, as policies allow both. */
export function listed(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

/** Statements of a document that is JSON. */
export function statementsOf(document: string): readonly Properties[] {
  const parsed = JSON.parse(document) as Value;
  return listed(isObject(parsed) ? parsed["Statement"] : undefined).filter(isObject);
}

/** Refused before AWS is asked: the provider parses every document. */
export function documentRefusal(inputs: Inputs, name: string): Refusals {
  try {
    const given = inputs.optionalText(name);
    if (given !== undefined) JSON.parse(given);
    return [];
  } catch {
    return [[name, `"${name}" contains an invalid JSON policy: not a JSON document`]];
  }
}
