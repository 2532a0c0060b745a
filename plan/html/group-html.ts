import { isProtected } from "../diff-words.ts";
import type { StackDiff } from "../fleet-diff.ts";
import { groupSize, groupTitle, membersText } from "../groups/group-words.ts";
import type { DiffGroup } from "../groups/groups.ts";
import type { PlannedResource } from "../plan.ts";
import type { ResourceChange } from "../resource-change.ts";
import { changeRow, changesTable, leafCells, tagHtml, wholeRow } from "./changes-table.ts";
import { html, type Html } from "./markup.ts";

/** Most members that are shown without a click. */
const FEW_MEMBERS = 12;

/** Rows of the table of all that is replaced or deleted. */
export function riskTableRows({ shown, members }: DiffGroup): readonly Html[] {
  const { stack, replaced, deleted, fate } = shown;
  const alike =
    members.length > 1 ? html` <span class="tag alike">${members.length} alike</span>` : undefined;
  const row = (what: string, resource: Html, why: string): Html =>
    html`<tr data-find>
      <td>${stack}${alike}</td>
      <td>${tagHtml(what)}</td>
      <td>${resource}</td>
      <td><code>${why}</code></td>
    </tr>`;
  return [
    ...replaced.map((change) =>
      row("replaced", resourceHtml(change.after, isProtected(change)), change.causes.join("; ")),
    ),
    // A whole stack that goes is said in one sentence; its resources are in the details.
    ...(fate === "goes" ? [] : deleted.map((one) => row("deleted", resourceHtml(one, one.protect), ""))),
  ];
}

/** A group to unfold: its members, by what it differs from others, and all that changes in it. */
export function groupHtml(group: DiffGroup, isOpen: boolean): Html {
  const { shown, members, deviation } = group;
  const differences = deviation.map((text) => html`<li>${text}</li>`);
  return html`<details data-find${isOpen ? html` open` : undefined}>
    <summary>${badge(group)}${groupTitle(group)}</summary>
    <div class="inside">
      ${
        differences.length > 0
          ? html`<ul class="list">
              ${differences}
            </ul>`
          : undefined
      }
      ${changesTable("Resource", rowsOf(shown))} ${members.length > 1 ? membersHtml(group) : undefined}
    </div>
  </details>`;
}

/** Hundreds of names are for those who look for one. */
function membersHtml(group: DiffGroup): Html {
  return html`<details class="members" ${group.members.length <= FEW_MEMBERS ? html` open` : undefined}>
    <summary>The same in ${groupSize(group)}</summary>
    <div class="inside">${membersText(group)}</div>
  </details>`;
}

function badge(group: DiffGroup): Html | undefined {
  if (group.members.length > 1) return html`<span class="tag alike">${groupSize(group)}</span> `;
  return group.deviation.length > 0 ? html`<span class="tag unlike">differs</span> ` : undefined;
}

function rowsOf({ replaced, changed, deleted, added }: StackDiff): readonly Html[] {
  return [
    ...replaced.flatMap((change) => changeRows("replaced", change)),
    ...changed.flatMap((change) => changeRows("updated", change)),
    ...deleted.map((one) => wholeRow("deleted", resourceHtml(one, one.protect))),
    ...added.map((one) => wholeRow("added", resourceHtml(one, one.protect))),
  ];
}

function resourceHtml({ type, name }: PlannedResource, isKept: boolean): Html {
  const kept = isKept ? html` ${tagHtml("protected")}` : undefined;
  return html`<code class="type">${type}</code> <code>${name}</code>${kept}`;
}

function changeRows(what: "replaced" | "updated", change: ResourceChange): readonly Html[] {
  const { after, leaves, follows, causes } = change;
  const texts = [...(leaves.length === 0 ? causes : []), ...follows];
  const cells = [
    ...leaves.map(leafCells),
    ...texts.map((text) => html`<td colspan="3"><code>${text}</code></td>`),
  ];
  const first = { tag: tagHtml(what), thing: resourceHtml(after, isProtected(change)) };
  return cells.map((one, index) => changeRow(index === 0 ? first : undefined, one));
}
