import type { Values } from "./contract.ts";

const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Values with others laid over them, as Helm does it: objects are merged, all else is replaced. */
export function mergedValues(base: Values, over: Values): Values {
  const merged = Object.entries(over).map(([key, value]): [string, unknown] => {
    const before = base[key];
    return [key, isObject(before) && isObject(value) ? mergedValues(before, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}
