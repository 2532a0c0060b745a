import { isList, isMap, type Json } from "./json.ts";

/** A JSON value, or an object of fields that may be absent. */
type Comparable = Json | object | undefined;

/**
 * Whether two values are the same in every leaf. The order of keys has no meaning, that of lists has. It goes through
 * hundreds of megabytes where a whole fleet is compared: keys stand in the same order nearly always, and then no value
 * has to be looked up by its key, which takes twice as long.
 */
export function isSame(one: Comparable, other: Comparable): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const [left, right] = [one as Json, other as Json];
  if (isList(left)) return isList(right) && areSame(left, right);
  if (!isMap(left) || !isMap(right)) return false;
  const [keys, others] = [Object.keys(left), Object.keys(right)];
  if (keys.length !== others.length) return false;
  if (keys.every((key, index) => key === others[index]))
    return areSame(Object.values(left), Object.values(right));
  return keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key]));
}

function areSame(left: readonly Json[], right: readonly Json[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (!isSame(left[index], right[index])) return false;
  return true;
}
