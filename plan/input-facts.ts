import { readFileSync } from "node:fs";
import {
  inputReplaces,
  type ReplacementFacts,
  settingReplaces,
  zero,
} from "../fleet/replacement/replacement.ts";
import { sortedKeys } from "./canonical.ts";
import { isList, type Json, type JsonMap } from "./json.ts";

interface InputFacts extends ReplacementFacts {
  readonly type: Parameters<typeof zero>[0]["type"];
  /** A list whose order has no meaning. */
  readonly unordered?: boolean;
}

interface TypeTable {
  readonly types: Readonly<Record<string, { readonly inputs: Readonly<Record<string, InputFacts>> }>>;
}

/** Facts about AWS types, measured on the real provider; its first line names the source. */
const FACTS = new URL("../fleet/aws-types.json", import.meta.url);

let table: TypeTable | undefined;

function factsOf(type: string, input: string): InputFacts | undefined {
  table ??= JSON.parse(readFileSync(FACTS, "utf8")) as TypeTable;
  return table.types[type]?.inputs[input];
}

/** One input of a resource before and after; undefined where it is not given. */
export interface InputChange {
  readonly type: string;
  readonly input: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/**
 * Whether this change makes the provider replace the resource. An unknown type is said to change in place: only the
 * engine's preview decides for it.
 */
export function replaces({ type, input, before, after }: InputChange): boolean {
  if (settingReplaces(type, input)) return true;
  const facts = factsOf(type, input);
  if (facts === undefined) return false;
  const absent = zero(facts);
  if (text(before ?? absent) === text(after ?? absent)) return false;
  return inputReplaces(facts, before, after);
}

/** Inputs with the lists sorted whose order has no meaning for the provider. */
export function inOrder(type: string, inputs: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(inputs).map(([input, value]) => {
      const isFree = isList(value) && factsOf(type, input)?.unordered === true;
      return [input, isFree ? value.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)) : value];
    }),
  );
}

function text(value: Json): string {
  return JSON.stringify(sortedKeys(value));
}
