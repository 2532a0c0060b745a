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

/**
 * Markdown as a cell of a table: even inside code a bar would end the cell. Of two backslashes before a bar not every
 * reader thinks the same, so a space without width parts them.
 */
export function cell(markdown: string): string {
  return markdown.replaceAll("\\|", "\\\u200b|").replaceAll("|", "\\|").replaceAll("\n", " ");
}

/**
 * Text in running Markdown: what could be read as markup is escaped, at its beginning what would make it a list or a line
 * across, too; nobody is called, and nothing is linked to.
 */
export function prose(text: string): string {
  const escaped = visible(text)
    .trim()
    .replaceAll(/[\\`*_[\]<>|#~&$]/g, (character) => `\\${character}`)
    .replace(/^(\d*)([-+=.)])/, "$1\\$2");
  return unlinked(escaped);
}

/** Running text as a cell of a table: `prose` has escaped its bars already. */
export function proseCell(text: string): string {
  return prose(text.replaceAll(/\s*[\r\n]+\s*/g, " "));
}

/** Text between HTML tags. */
export function htmlText(text: string): string {
  return unlinked(visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}

/** What GitHub makes a link of by itself: `@team`, `#1`, `GH-1`, `https://`, `www.`; each behind the sign to part it at. */
const LINKED = /@|#(?=\d)|GH-(?=\d)|:(?=\/\/)|www(?=\.)/gi;

/**
 * Text that mentions nobody and links to nothing. GitHub looks for mentions, references and addresses after it has read
 * the markup, so no escape helps outside of code; a space without width in their midst does.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#mentioning-people-and-teams
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
function unlinked(text: string): string {
  return text.replaceAll(LINKED, "$&\u200b");
}
