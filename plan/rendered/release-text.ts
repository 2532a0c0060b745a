import { leafLines } from "../leaf-words.ts";
import { type Brush, line } from "../paint.ts";
import type { ChangedObject } from "./objects-diff.ts";
import type { ReleaseDiff } from "./release-diff.ts";
import { objectCounts, releaseTitle, renderingNotes } from "./release-words.ts";

/** Most lines for the values of one object. */
const MOST_LINES = 60;

/** What changes inside of releases, for the terminal. */
export function releaseLines(charts: readonly ReleaseDiff[], paint: Brush): readonly string[] {
  return charts.flatMap((one) => {
    const { rendering } = one;
    const title = paint("title", releaseTitle(one));
    if (rendering.kind === "not rendered")
      return [line`  ${paint("changed", "?")} ${title}: not rendered: ${rendering.why}`];
    const { added, removed, changed } = rendering.objects;
    return [
      line`  ${paint("changed", "~")} ${title}: ${objectCounts(rendering.objects)}`,
      ...removed.map((object) => line`      ${paint("deleted", "-")} ${object}`),
      ...changed.flatMap((object) => objectLines(object, paint).map((one) => `      ${one}`)),
      ...added.map((object) => line`      ${paint("added", "+")} ${object}`),
      ...renderingNotes(one).map((note) => line`      ${paint("quiet", `(${note})`)}`),
    ];
  });
}

function objectLines({ title, leaves }: ChangedObject, paint: Brush): readonly string[] {
  const lines = leaves.flatMap((leaf) => leafLines(leaf, paint)).map((one) => `    ${one}`);
  const more = lines.length - MOST_LINES;
  const rest = more > 0 ? [line`    ${paint("quiet", `... (${more} more lines)`)}`] : [];
  return [line`${paint("changed", "~")} ${title}`, ...lines.slice(0, MOST_LINES), ...rest];
}
