import { UNKNOWN } from "../../plan/plan.ts";
import { referredNames } from "../../plan/references.ts";
import type { Unfinished } from "./unfinished.ts";

/**
 * What the program wants, with the ids it refers to put in, so that the cloud can be asked for it.
 *
 * @param ids by logical name
 * @returns undefined where a value is not known: what it belongs to is not there either
 */
export function withResolvedInputs(
  one: Unfinished,
  ids: ReadonlyMap<string, string>,
): Unfinished | undefined {
  const resolved = Object.entries(one.inputs).map(
    ([key, value]) => [key, resolvedValue(value, ids)] as const,
  );
  if (resolved.some(([, value]) => value === UNKNOWN)) return undefined;
  return { ...one, inputs: Object.fromEntries(resolved) };
}

function resolvedValue(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "string") return value;
  const names = referredNames(value);
  if (names.some((name) => !ids.has(name))) return UNKNOWN;
  return names.reduce((text, name) => text.replaceAll(`\${${name}.id}`, ids.get(name) ?? ""), value);
}
