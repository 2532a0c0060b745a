import { diffLines } from "diff";
import { cut, LONGEST_VALUE } from "./diff-words.ts";
import type { Json } from "./json.ts";

/** Characters that are shown on either side of what differs in a long text. */
const AROUND = 30;

/** Most lines of one text that are shown. */
const MOST_LINES = 20;

/** Most lines that may differ before a text is cut instead: the search costs the square of them. */
const MOST_DIFFERENCES = 2_000;

/** A line of a text that goes or comes, or how many more do. */
export interface TextLine {
  readonly sign: "-" | "+" | " ";
  readonly text: string;
}

/**
 * Lines that differ between two long texts of several lines; undefined for all other values, which stand side by side.
 */
export function changedLines(
  before: Json | undefined,
  after: Json | undefined,
): readonly TextLine[] | undefined {
  if (typeof before !== "string" || typeof after !== "string") return undefined;
  if (Math.max(before.length, after.length) <= LONGEST_VALUE) return undefined;
  if (!before.includes("\n") || !after.includes("\n")) return undefined;
  const parts = diffLines(before, after, { maxEditLength: MOST_DIFFERENCES });
  if (parts === undefined) return undefined;
  const lines = parts.flatMap(({ added, removed, value }): readonly TextLine[] => {
    if (!added && !removed) return [];
    const sign = added ? "+" : "-";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => ({ sign, text: cut(text) }));
  });
  const more = lines.length - MOST_LINES;
  return more <= 0
    ? lines
    : [...lines.slice(0, MOST_LINES), { sign: " ", text: `... (${more} more lines differ)` }];
}

/** Both sides of a change on one line each; of long ones the part that differs, with some of what stands around it. */
export function shownSides(before: Json, after: Json): readonly [string, string] {
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)].map((text) => Array.from(text)) as [
    string[],
    string[],
  ];
  if (Math.max(old.length, now.length) <= LONGEST_VALUE) return [old.join(""), now.join("")];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, now.length) - start;
  while (end < most && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return [excerpt(old, start, end), excerpt(now, start, end)];
}

/** What stands between a common start and a common end, both in characters. */
function excerpt(characters: readonly string[], start: number, end: number): string {
  const from = start <= AROUND * 1.5 ? 0 : start - AROUND;
  const to = end <= AROUND * 1.5 ? characters.length : characters.length - end + AROUND;
  const part = characters.slice(from, to);
  const middle = part.length <= LONGEST_VALUE ? part.join("") : cut(part.join(""));
  return `${from === 0 ? "" : "..."}${middle}${to === characters.length ? "" : "..."}`;
}
