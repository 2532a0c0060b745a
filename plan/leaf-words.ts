import { shown } from "./diff-words.ts";
import type { LeafChange } from "./leaves.ts";
import { type Brush, line, type Tone } from "./paint.ts";
import { SECRET } from "./plan.ts";
import { changedLines, shownSides, type TextLine } from "./text-change.ts";

const TONES: Readonly<Record<TextLine["sign"], Tone>> = { "-": "deleted", "+": "added", " ": "quiet" };

/** A change of a value in one line, or, of a long text, in one line for each of its lines that differ. */
export function leafLines({ path, before, after, order }: LeafChange, paint: Brush): readonly string[] {
  if (before === undefined) return [line`${paint("added", "+")} ${path}: ${shown(after ?? null)}`];
  if (after === undefined) return [line`${paint("deleted", "-")} ${path}: ${shown(before)}`];
  if (before === SECRET && after === SECRET)
    return [line`${paint("changed", "~")} ${path}: another value, which is not shown`];
  const lines = changedLines(before, after);
  if (lines !== undefined) {
    const below = lines.map(({ sign, text }) => line`    ${paint(TONES[sign], sign)} ${text}`);
    return [line`${paint("changed", "~")} ${path}:`, ...below];
  }
  const [old, now] = shownSides(before, after);
  const how = order === true ? "in another order, " : "";
  return [line`${paint("changed", "~")} ${path}: ${how}${old} -> ${now}`];
}

/** Both sides of a change, each of one line or several; none for a side that lacks the value. */
export function leafSides({ before, after }: LeafChange): readonly [readonly string[], readonly string[]] {
  if (before === undefined) return [[], [shown(after ?? null)]];
  if (after === undefined) return [[shown(before)], []];
  const lines = changedLines(before, after);
  if (lines === undefined) {
    const [old, now] = shownSides(before, after);
    return [[old], [now]];
  }
  const signed = (...signs: readonly TextLine["sign"][]): readonly string[] =>
    lines.filter(({ sign }) => signs.includes(sign)).map(({ text }) => text);
  return [signed("-"), signed("+", " ")];
}
