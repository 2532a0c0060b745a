import { leafSides } from "../leaf-words.ts";
import type { LeafChange } from "../leaves.ts";
import { html, type Html } from "./markup.ts";

/** A table of values before and after; `what` names its second column. */
export function changesTable(what: string, rows: readonly Html[]): Html {
  const heads = ["", what, "Value", "Before", "After"].map((head) => html`<th>${head}</th>`);
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** What happens, and to what; of a second value of the same thing, both are left empty. */
export function changeRow(
  first: { readonly tag: Html; readonly thing: Html } | undefined,
  cells: Html,
): Html {
  const { tag, thing } = first ?? {};
  return html`<tr>
    <td>${tag}</td>
    <td>${thing}</td>
    ${cells}
  </tr>`;
}

/** Something that comes or goes as a whole. */
export function wholeRow(what: "deleted" | "added", thing: Html): Html {
  return html`<tr>
    <td>${tagHtml(what)}</td>
    <td colspan="4">${thing}</td>
  </tr>`;
}

export function tagHtml(what: string): Html {
  return html`<span class="tag ${what}">${what}</span>`;
}

/** One value: its path, and both sides, each of one line or several. */
export function leafCells(leaf: LeafChange): Html {
  const [before, after] = leafSides(leaf).map((side) =>
    side.map((line) => html`<code class="line">${line}</code>`),
  );
  return html`<td><code>${leaf.path}</code></td>
    <td class="side">${before}</td>
    <td class="side">${after}</td>`;
}
