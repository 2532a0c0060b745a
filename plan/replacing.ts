import { readFileSync } from "node:fs";

interface InputFacts {
  readonly replaces?: boolean;
  readonly fields?: Readonly<Record<string, InputFacts>>;
}

interface TypeTable {
  readonly types: Readonly<Record<string, { readonly inputs: Readonly<Record<string, InputFacts>> }>>;
}

/** Facts about AWS types, measured on the real provider; its first line names the source. */
const FACTS = new URL("../fleet/aws-types.json", import.meta.url);

let table: TypeTable | undefined;

/**
 * Whether a change of this input makes the provider replace the resource. An unknown type is said to change in place:
 * only the engine's preview decides for it.
 */
export function replaces(type: string, path: string): boolean {
  table ??= JSON.parse(readFileSync(FACTS, "utf8")) as TypeTable;
  const keys = path.replaceAll(/\[\d+\]/g, "").split(".");
  let inputs: Readonly<Record<string, InputFacts>> | undefined = table.types[type]?.inputs;
  for (const key of keys) {
    const facts = inputs?.[key];
    if (facts?.replaces === true) return true;
    inputs = facts?.fields;
  }
  return false;
}
