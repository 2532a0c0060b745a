import { parseDocument } from "yaml";
import { isList, isMap, type Json } from "./json.ts";

/** Longest text that is read as YAML, in characters: longer ones are compared as lines. */
const LONGEST_DOCUMENT = 200_000;

/** The data that a text holds, such as a policy in JSON or a configuration in YAML; undefined for other texts and values. */
export function documentIn(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return undefined;
  if (/^\s*[[{]/.test(value)) return jsonIn(value) ?? yamlIn(value);
  return yamlIn(value);
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** On one line, a word with a colon is rather prose. */
function yamlIn(text: string): Json | undefined {
  if (!text.trim().includes("\n") || text.length > LONGEST_DOCUMENT) return undefined;
  try {
    const document = parseDocument(text, { logLevel: "silent" });
    if (document.errors.length > 0) return undefined;
    // Through JSON, so that nothing is left that JSON does not know.
    const data = JSON.parse(JSON.stringify(document.toJS() ?? null)) as Json;
    return isMap(data) || isList(data) ? data : undefined;
  } catch {
    return undefined;
  }
}
