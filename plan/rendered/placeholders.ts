import { isList, isMap, type Json } from "../json.ts";
import { SECRET, UNKNOWN } from "../plan.ts";
import { referredNames } from "../references.ts";

/** Paths of values that a plan does not hold, so that they are rendered as the words that stand for them. */
export function placeholders(value: Json, path = ""): readonly string[] {
  if (typeof value === "string") {
    const isOne = value.includes(UNKNOWN) || value.includes(SECRET) || referredNames(value).length > 0;
    return isOne ? [path] : [];
  }
  if (isList(value)) return value.flatMap((one, index) => placeholders(one, `${path}[${index}]`));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    placeholders(one, path === "" ? key : `${path}.${key}`),
  );
}
