/**
 * Longest comment, in units of UTF-16, a little below what GitHub takes.
 *
 * @see https://github.com/orgs/community/discussions/41331 for the limit of 65,536 characters
 */
export const LONGEST_BODY = 65_000;

/** The same text, or its beginning up to a place where nothing is open, and a sentence about the rest. */
export function cutBody(text: string, artifact: string | undefined): string {
  const where = artifact === undefined ? "" : `[The whole plan](${artifact}) is an artifact of this run.`;
  const end = where === "" ? "" : `\n${where}\n`;
  if (text.length + end.length <= LONGEST_BODY) return `${text.trimEnd()}\n${end}`;
  const note = `\nCut here: the text is too long for a comment. ${where}`.trimEnd();
  return `${beginning(text, LONGEST_BODY - note.length - 2)}\n${note}\n`;
}

/** Lines from the top as long as they fit, up to the last place outside of code and of what is folded. */
function beginning(text: string, room: number): string {
  let fence: string | undefined;
  let open = 0;
  let length = 0;
  let safe = 0;
  for (const line of text.split("\n")) {
    length += line.length + 1;
    if (length > room) break;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence) === true) fence = undefined;
    // Further on in a line they are words, such as the name of a tenant in code.
    if (fence === undefined) open += starts(line, "<details>") - starts(line, "</details>");
    if (fence === undefined && open <= 0) safe = length;
  }
  return text.slice(0, safe).trimEnd();
}

const starts = (line: string, tag: string): number => (line.startsWith(tag) ? 1 : 0);
