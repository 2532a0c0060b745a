import type { ObjectsDiff } from "../rendered/objects-diff.ts";
import type { ReleaseDiff } from "../rendered/release-diff.ts";
import { objectCounts, releaseTitle, renderingNotes } from "../rendered/release-words.ts";
import { changeRow, changesTable, leafCells, tagHtml, wholeRow } from "./changes-table.ts";
import { html, type Html } from "./markup.ts";

/** What changes inside of releases, each to unfold, or why nobody has looked. */
export function releasesHtml(charts: readonly ReleaseDiff[]): readonly Html[] {
  return charts.map((release) => {
    const { rendering } = release;
    if (rendering.kind === "not rendered")
      return html`<p data-find>${releaseTitle(release)}: not rendered: ${rendering.why}</p>`;
    return html`<details data-find>
      <summary>${releaseTitle(release)}: ${objectCounts(rendering.objects)}</summary>
      <div class="inside">
        ${renderingNotes(release).map((note) => html`<p class="quiet">${note}</p>`)}
        ${changesTable("Object", objectRows(rendering.objects))}
      </div>
    </details>`;
  });
}

function objectRows({ removed, changed, added }: ObjectsDiff): readonly Html[] {
  const named = (title: string): Html => html`<code>${title}</code>`;
  const values = changed.flatMap(({ title, leaves }) =>
    leaves.map((leaf, index) =>
      changeRow(index === 0 ? { tag: tagHtml("updated"), thing: named(title) } : undefined, leafCells(leaf)),
    ),
  );
  return [
    ...removed.map((title) => wholeRow("deleted", named(title))),
    ...values,
    ...added.map((title) => wholeRow("added", named(title))),
  ];
}
