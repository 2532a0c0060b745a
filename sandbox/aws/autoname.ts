import { createHash } from "node:crypto";
import type { Properties, Value } from "../provider/properties.ts";
import type { Kind } from "./kind.ts";

const SUFFIX_DIGITS = 7;

/** Inputs with a made-up name where the program gives none: the logical one and some digits, kept for life. */
export function withName(
  kind: Kind,
  logicalName: string,
  inputs: Properties,
  { before, seed }: { readonly before: Properties; readonly seed: Uint8Array },
): Properties {
  const input = kind.nameInput ?? "name";
  if (kind.autonamed === undefined || inputs[input] !== undefined) return { ...inputs, __defaults: [] };
  const defaults = before["__defaults"];
  const wasMadeUp = Array.isArray(defaults) && (defaults as readonly Value[]).includes(input);
  const given = inputs[`${input}Prefix`];
  const prefix = typeof given === "string" ? given : `${kind.autonamed}${logicalName}-`;
  const suffix = createHash("sha256").update(logicalName).update(seed).digest("hex").slice(0, SUFFIX_DIGITS);
  const name = wasMadeUp && before[input] !== undefined ? before[input] : `${prefix}${suffix}`;
  return { ...inputs, [input]: name, __defaults: [input] };
}
