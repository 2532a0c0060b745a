import { randomInt } from "node:crypto";
import type { Properties } from "../provider/properties.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

const DEFAULTS = {
  ...{ lower: true, upper: true, numeric: true, special: true },
  ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0 },
} as const;

/** A number that is given; absent ones count as none. */
export function amount(inputs: Properties, name: string): number {
  const value = inputs[name];
  return typeof value === "number" ? value : 0;
}

export function pick<Item>(items: ArrayLike<Item>): Item {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

/** Inputs with what absent ones mean; `number` is the old name of `numeric`. */
export function withCharacterDefaults(inputs: Properties): Properties {
  const numeric = inputs["numeric"] ?? inputs["number"] ?? DEFAULTS.numeric;
  return { ...DEFAULTS, ...inputs, numeric, number: numeric };
}

/** Each class with the characters it allows and how many it demands. */
function classes(inputs: Properties): readonly { readonly allowed: string; readonly least: number }[] {
  const { overrideSpecial } = inputs;
  const special = typeof overrideSpecial === "string" ? overrideSpecial : SPECIAL;
  return [
    { on: inputs["lower"], allowed: LETTERS, least: amount(inputs, "minLower") },
    { on: inputs["upper"], allowed: LETTERS.toUpperCase(), least: amount(inputs, "minUpper") },
    { on: inputs["numeric"], allowed: DIGITS, least: amount(inputs, "minNumeric") },
    { on: inputs["special"], allowed: special, least: amount(inputs, "minSpecial") },
  ].filter(({ on, allowed }) => on === true && allowed !== "");
}

/** What complete inputs demand in vain: more characters than there is room for, or characters of no class. */
export function characterFault(inputs: Properties): string | undefined {
  const least = Math.max(
    1,
    classes(inputs).reduce((sum, one) => sum + one.least, 0),
  );
  const { length } = inputs;
  if (typeof length === "number" && length < least) return `expected at least ${least}, got ${length}`;
  const isOpen = ["lower", "upper", "numeric", "special"].some((name) => typeof inputs[name] !== "boolean");
  return isOpen || classes(inputs).length > 0 ? undefined : "the character set specified is empty";
}

/** Random text by complete inputs. */
export function characters(inputs: Properties): string {
  const chosen = classes(inputs);
  const all = chosen.map(({ allowed }) => allowed).join("");
  const demanded = chosen.flatMap(({ allowed, least }) => Array.from({ length: least }, () => pick(allowed)));
  const rest = Math.max(0, amount(inputs, "length") - demanded.length);
  const unordered = [...demanded, ...Array.from({ length: rest }, () => pick(all))];
  // Fisher-Yates, so that the demanded characters do not all stand in front.
  for (let last = unordered.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [unordered[last], unordered[other]] = [unordered[other] ?? "", unordered[last] ?? ""];
  }
  return unordered.join("");
}
