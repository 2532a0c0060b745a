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
  if (kind.autonamed === undefined || inputs["name"] !== undefined) return { ...inputs, __defaults: [] };
  const given = before["__defaults"];
  const wasMadeUp = Array.isArray(given) && (given as readonly Value[]).includes("name");
  const prefix =
    typeof inputs["namePrefix"] === "string" ? inputs["namePrefix"] : `${kind.autonamed}${logicalName}-`;
  const suffix = createHash("sha256").update(logicalName).update(seed).digest("hex").slice(0, SUFFIX_DIGITS);
  const name = wasMadeUp && before["name"] !== undefined ? before["name"] : `${prefix}${suffix}`;
  return { ...inputs, name, __defaults: ["name"] };
}
