import { isProtected } from "./diff-words.ts";
import { groupTitle, membersText } from "./groups/group-words.ts";
import type { DiffGroup } from "./groups/groups.ts";
import { leafSides } from "./leaf-words.ts";
import type { LeafChange } from "./leaves.ts";
import { cell, code, htmlText, prose, proseCell } from "./markdown.ts";
import type { PlannedResource } from "./plan.ts";
import type { ResourceChange } from "./resource-change.ts";

/** A row for each resource that is replaced or deleted. */
export function riskRows({ shown: { stack, fate, replaced, deleted } }: DiffGroup): readonly string[] {
  return [
    ...replaced.map((change) =>
      riskRow(stack, "replaced", replacedResource(change), change.causes.join("; ")),
    ),
    // A whole stack that goes is said in one sentence; its resources are in the details.
    ...(fate === "goes" ? [] : deleted.map((one) => riskRow(stack, "deleted", one, ""))),
  ];
}

function riskRow(stack: string, what: string, resource: PlannedResource, why: string): string {
  const kept = resource.protect ? " (protected)" : "";
  return row([
    proseCell(stack),
    `**${what}**${kept}`,
    resourceCell(resource),
    why === "" ? "" : codeCell(why),
  ]);
}

/** As it will be, protected when either side says so. */
function replacedResource(change: ResourceChange): PlannedResource {
  return { ...change.after, protect: isProtected(change) };
}

/** All changes of a group to unfold, and who its members are. */
export function groupDetails(group: DiffGroup): string {
  const { shown: diff, members, deviation } = group;
  const changes = [
    ...diff.replaced.flatMap((change) => changeRows("replaced", change)),
    ...diff.changed.flatMap((change) => changeRows("changed", change)),
  ];
  const head = ["| | Resource | Input | Before | After |", "| --- | --- | --- | --- | --- |"];
  return [
    `<details><summary>${htmlText(groupTitle(group))}</summary>`,
    ...(members.length === 1 ? [] : [`The same in ${prose(membersText(group))}.`]),
    ...(deviation.length === 0 ? [] : [deviation.map((text) => `- ${prose(text)}`).join("\n")]),
    ...(changes.length === 0 ? [] : [[...head, ...changes].join("\n")]),
    ...list("Deleted:", diff.deleted),
    ...list("Added:", diff.added),
    "</details>",
  ].join("\n\n");
}

function list(title: string, resources: readonly PlannedResource[]): readonly string[] {
  if (resources.length === 0) return [];
  const items = resources.map(({ type, name }) => `- ${code(type)} ${code(name)}`);
  return [title, items.join("\n")];
}

function changeRows(what: string, { after, leaves, follows, causes }: ResourceChange): readonly string[] {
  const changes = [
    ...leaves.map(leafCells),
    ...[...(leaves.length === 0 ? causes : []), ...follows].map((text) => [codeCell(text), "", ""]),
  ];
  return changes.map((cells, index) =>
    row([...(index === 0 ? [what, resourceCell(after)] : ["", ""]), ...cells]),
  );
}

function leafCells(leaf: LeafChange): readonly string[] {
  const lines = (side: readonly string[]): string => side.map(codeCell).join("<br>");
  const [before, after] = leafSides(leaf);
  return [codeCell(leaf.path), lines(before), lines(after)];
}

function resourceCell({ type, name }: PlannedResource): string {
  return `${codeCell(type)} ${codeCell(name)}`;
}

const codeCell = (text: string): string => cell(code(text));
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
