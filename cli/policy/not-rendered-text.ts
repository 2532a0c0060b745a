import pc from "picocolors";
import { counted } from "../../plan/diff-words.ts";

/** Reasons that are named; the others are counted. */
const SHOWN_REASONS = 3;

/** Which releases nobody looked into, and what to do about it; nothing when all were. */
export function notRenderedText(reasons: ReadonlyMap<string, number>): readonly string[] {
  const shown = [...reasons].slice(0, SHOWN_REASONS);
  const rest = [...reasons].slice(SHOWN_REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...shown.map(([why, count]) => pc.dim(`not rendered: ${counted(count, "release")}: ${why}`)),
    ...(rest === 0
      ? []
      : [pc.dim(`not rendered: ${counted(rest, "release")} for other reasons: --json has all`)]),
  ];
}
