import { leafSides } from "../leaf-words.ts";
import { cell, code, htmlText, prose } from "../markdown.ts";
import type { ObjectsDiff } from "./objects-diff.ts";
import type { ReleaseDiff } from "./release-diff.ts";
import { objectCounts, releaseTitle, renderingNotes } from "./release-words.ts";

/** Most rows for the values of one object. */
const MOST_ROWS = 40;

/** What changes inside of releases: a sentence for each that nobody rendered, and for all others something to unfold. */
export function releaseBlocks(charts: readonly ReleaseDiff[]): readonly string[] {
  const quiet = charts.flatMap((one) =>
    one.rendering.kind === "not rendered"
      ? [`- ${prose(releaseTitle(one))}: not rendered: ${prose(one.rendering.why)}`]
      : [],
  );
  const blocks = charts.flatMap((one) =>
    one.rendering.kind === "rendered" ? [details(one, one.rendering.objects)] : [],
  );
  return [...(quiet.length === 0 ? [] : [quiet.join("\n")]), ...blocks];
}

function details(release: ReleaseDiff, objects: ObjectsDiff): string {
  const summary = `${releaseTitle(release)}: ${objectCounts(objects)}`;
  const rows = objects.changed.flatMap(({ title, leaves }) => {
    const cells = leaves.slice(0, MOST_ROWS).map((leaf) => {
      const [before, after] = leafSides(leaf).map((side) => side.map(codeCell).join("<br>"));
      return [codeCell(leaf.path), before, after];
    });
    const more = leaves.length - MOST_ROWS;
    const all = more > 0 ? [...cells, [`... ${more} more`, "", ""]] : cells;
    return all.map((one, index) => `| ${[index === 0 ? codeCell(title) : "", ...one].join(" | ")} |`);
  });
  const head = ["| Object | Value | Before | After |", "| --- | --- | --- | --- |"];
  return [
    `<details><summary>${htmlText(summary)}</summary>`,
    ...(rows.length === 0 ? [] : [[...head, ...rows].join("\n")]),
    ...list("Removed:", objects.removed),
    ...list("Added:", objects.added),
    ...renderingNotes(release).map((note) => `> ${prose(note)}`),
    "</details>",
  ].join("\n\n");
}

function list(title: string, objects: readonly string[]): readonly string[] {
  return objects.length === 0 ? [] : [title, objects.map((one) => `- ${code(one)}`).join("\n")];
}

const codeCell = (text: string): string => cell(code(text));
