import type { InputFacts } from "../provider/inputs.ts";
import { isObject, UNKNOWN_VALUE, type Properties, type Value } from "../provider/properties.ts";
import type { TypeFacts } from "./facts.ts";
import type { Kind } from "./kind.ts";

/** Outputs as a preview shows them: what AWS will choose is not known yet, or as it was. */
export function previewed(kind: Kind, facts: TypeFacts, inputs: Properties, before: Properties): Properties {
  const isUpdate = Object.keys(before).length > 0;
  const outputs = facts.outputs.map((name): [string, Value] => {
    if (isUpdate && kind.remade?.includes(name) === true) return [name, UNKNOWN_VALUE];
    const given = inputs[name];
    const fields = facts.inputs[name]?.fields;
    if (fields !== undefined && isObject(given)) return [name, withUnknowns(fields, given, before[name])];
    return [name, given ?? before[name] ?? UNKNOWN_VALUE];
  });
  return Object.fromEntries(outputs);
}

/** A nested object with what AWS adds to it. */
function withUnknowns(
  fields: Readonly<Record<string, InputFacts>>,
  given: Properties,
  before: Value | undefined,
): Properties {
  const chosen = Object.entries(fields).flatMap(([name, one]): [string, Value][] => {
    if (one.computed !== true || given[name] !== undefined) return [];
    return [[name, (isObject(before) ? before[name] : undefined) ?? UNKNOWN_VALUE]];
  });
  return { ...given, ...Object.fromEntries(chosen) };
}
