import { isList, isMap, type Json } from "./json.ts";

/** `${dev-vpc.id}`, alone or inside a longer text. */
const REFERENCE = /\$\{([^}]+)\.id\}/g;

/** Names of the resources whose ids a text holds. */
export function referredNames(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = ""]) => name);
}

/** A value in which references go to the new names of renamed resources. */
export function renamedReferences(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    return value.replaceAll(REFERENCE, (_, name: string) => `\${${names.get(name) ?? name}.id}`);
  }
  if (isList(value)) return value.map((one) => renamedReferences(one, names));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamedReferences(one, names)]));
}
