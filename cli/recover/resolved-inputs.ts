import { UNKNOWN } from "../../plan/plan.ts";
import { referredNames } from "../../plan/references.ts";
import type { Unfinished } from "./unfinished.ts";

/**
 * What the program wants, with the ids it refers to put in, so that the cloud can be asked for it.
 *
 * A value that is not known stays so: whoever reads it cannot ask. One that only one resource can give is taken to be
 * that resource's id, as it is of most: asked for another thing, the cloud has none.
 *
 * @param ids by logical name
 */
export function withResolvedInputs(one: Unfinished, ids: ReadonlyMap<string, string>): Unfinished {
  const resolved = Object.entries(one.inputs).map(
    ([key, value]) => [key, sourceId(one, key, ids) ?? resolvedValue(value, ids)] as const,
  );
  return { ...one, inputs: Object.fromEntries(resolved) };
}

/** Id of the one resource that a value comes from which is not shown. */
function sourceId(
  { inputs, sources }: Unfinished,
  key: string,
  ids: ReadonlyMap<string, string>,
): string | undefined {
  const [source, ...others] = sources?.[key] ?? [];
  if (inputs[key] !== UNKNOWN || source === undefined || others.length > 0) return undefined;
  return ids.get(source.split("::").slice(1).join("::"));
}

function resolvedValue(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "string") return value;
  const names = referredNames(value);
  if (names.some((name) => !ids.has(name))) return UNKNOWN;
  return names.reduce((text, name) => text.replaceAll(`\${${name}.id}`, ids.get(name) ?? ""), value);
}
