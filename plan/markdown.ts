import { visible } from "../fleet/check.ts";

/**
 * Text as inline code of Markdown: nothing inside is read as Markdown or HTML. The fence is longer than any run of
 * backticks inside.
 *
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 */
export function code(text: string): string {
  const line = text === "" ? " " : visible(text.replaceAll(/\s*[\r\n]+\s*/g, " "));
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  // A space beside a backtick is taken off again, and so is one on both sides of other text.
  const pad = /^[` ]|[` ]$/.test(line) && line.trim() !== "" ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Markdown as a cell of a table: even inside code a bar would end the cell. */
export function cell(markdown: string): string {
  return markdown.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Text in running Markdown: what could be read as markup is escaped, and nobody is called. */
export function prose(text: string): string {
  return unmentioned(visible(text).replaceAll(/[\\`*_[\]<>|#~&]/g, (character) => `\\${character}`));
}

/** Running text as a cell of a table: `prose` has escaped its bars already. */
export function proseCell(text: string): string {
  return prose(text.replaceAll(/\s*[\r\n]+\s*/g, " "));
}

/** Text between HTML tags. */
export function htmlText(text: string): string {
  return unmentioned(visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}

/**
 * Text that mentions nobody. GitHub looks for `@team` after it has read the markup, so no escape helps outside of code;
 * a space without width behind the sign does.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#mentioning-people-and-teams
 */
function unmentioned(text: string): string {
  return text.replaceAll("@", "@\u200b");
}
