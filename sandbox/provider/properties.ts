/** A value as it crosses the wire between the engine and a provider. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Inputs or outputs of one resource. */
export type Properties = Readonly<Record<string, Value>>;

/** What the engine sends for a value that is not known during a preview. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The same for values whose type is known (boolean, number, array, asset, archive, object). */
const UNKNOWN_VALUES = new Set([
  UNKNOWN_VALUE,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: Value | undefined): boolean {
  return typeof value === "string" && UNKNOWN_VALUES.has(value);
}

/** Whether anything inside is not known yet. */
export function holdsUnknown(value: Value): boolean {
  if (isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Stable text of a value: keys in order, so equal values have equal texts. */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(canonical).join(",")}]`;
  const entries = Object.entries(value as Properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}
