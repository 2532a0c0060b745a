/** Keys and indexes that lead to a value. */
type Path = readonly (string | number)[];

/** Paths of all values that hold no others; an empty map or list is not one, for nothing in it could be otherwise. */
export function leavesOf(value: unknown): readonly Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((one: unknown, index) => [index, one] as const)
    : Object.entries(value);
  return entries.flatMap(([key, below]) => leavesOf(below).map((path) => [key, ...path]));
}

/** The same with another value at one place. */
export function replaced(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)], rest, other));
  const map = value as Readonly<Record<string, unknown>>;
  return { ...map, [key]: replaced(map[key], rest, other) };
}
