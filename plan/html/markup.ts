import { visible } from "../../fleet/check.ts";

/** A piece of HTML that is safe to put between others. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly Part[] | undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * HTML in which every text that is put in is shown, not followed: markup is escaped, also inside of attributes in quotes,
 * and what would hide or turn the text around is written as its code. `undefined` is nothing; lists are joined.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, index) => text + written(parts[index])).join("") };
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number")
    return visible(String(part)).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
  return "html" in part ? part.html : part.map(written).join("");
}
