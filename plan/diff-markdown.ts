import type { ResourceChange } from "./resource-change.ts";
import { counted, countsOf, countsText, fateText, headline, isProtected, moveTexts } from "./diff-words.ts";
import type { FleetDiff, StackDiff } from "./fleet-diff.ts";
import { leafSides } from "./leaf-words.ts";
import type { LeafChange } from "./leaves.ts";
import { lossTexts } from "./loss-words.ts";
import { minorTexts } from "./minor-moves.ts";
import { cell, code, htmlText, prose } from "./markdown.ts";
import type { PlannedResource } from "./plan.ts";
import { rollTexts } from "./node-rolls.ts";
import { releaseBlocks } from "./rendered/release-markdown.ts";
import { releaseDangers } from "./rendered/release-words.ts";

/** By this line a later run finds its comment again, and edits it instead of adding another. */
const MARK = "<!-- atoll diff -->";

/**
 * Longest text, in characters, with room for what a workflow adds.
 *
 * @see https://github.com/orgs/community/discussions/41331 for GitHub's limit of 65,536 characters a comment
 */
const LONGEST_COMMENT = 60_000;

/** Share of the text that the table of replaced and deleted resources may fill; the rest is for the details. */
const RISK_SHARE = 0.6;

/** The same for the stacks that come, go or move as a whole. */
const FATE_SHARE = 0.1;

/** Characters kept for what is said below the details. */
const FOOTER = 200;

export interface MarkdownOptions {
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
  /** What a reader must know of how the plans were made. @default none */
  readonly notes?: readonly string[];
  /** Longest text, in characters. @default 60000 */
  readonly limit?: number;
}

/** A diff for one comment of a pull request: what is replaced or deleted is on top, all else can be unfolded. */
export function diffMarkdown(
  diff: FleetDiff,
  { revision, notes = [], limit = LONGEST_COMMENT }: MarkdownOptions,
): string {
  const head = [
    MARK,
    `### Plan against ${code(revision)}: ${headline(diff)}`,
    ...notes.map((note) => `> ${prose(note)}`),
  ];
  const top = [...head, ...fates(diff, limit), ...risks(diff, limit)];
  let left = limit - top.join("\n\n").length - FOOTER;
  const blocks: string[] = [];
  const take = (block: string): boolean => {
    if (block.length + 2 > left) return false;
    blocks.push(block);
    left -= block.length + 2;
    return true;
  };
  const missing = diff.changed.map(details).filter((block) => !take(block)).length;
  const untold = releaseBlocks(diff.charts ?? []).filter((block) => !take(block)).length;
  const note = [
    ...(missing === 0 ? [] : [`Too long for a comment: the details of ${counted(missing, "stack")}.`]),
    ...(untold === 0 ? [] : [`Too long for a comment: what changes inside of ${counted(untold, "chart")}.`]),
  ];
  const quiet =
    diff.changed.length === 0 || diff.unchanged === 0
      ? []
      : [`${counted(diff.unchanged, "stack")} without changes.`];
  return `${[...top, ...blocks, ...note, ...quiet].join("\n\n")}\n`;
}

/** The first items, as many as there is room for, and a sentence about the rest. */
function shortened(items: readonly string[], room: number, noun: string): Shortened {
  let left = room;
  let count = 0;
  for (const item of items) {
    left -= item.length + 2;
    if (left < 0) break;
    count += 1;
  }
  const missing = items.length - count;
  return { kept: items.slice(0, count), rest: missing === 0 ? [] : [`... and ${missing} more ${noun}`] };
}

interface Shortened {
  readonly kept: readonly string[];
  /** Nothing, or one sentence. */
  readonly rest: readonly string[];
}

function fates(diff: FleetDiff, limit: number): readonly string[] {
  const { changed: stacks } = diff;
  const texts = [
    ...stacks.flatMap(lossTexts),
    ...releaseDangers(diff),
    ...stacks.flatMap(minorTexts),
    ...stacks.flatMap((stack) => [fateText(stack) ?? [], moveTexts(stack), rollTexts(stack)].flat()),
  ];
  const told = texts.map((text) => `**${prose(text)}**`);
  const { kept, rest } = shortened(told, limit * FATE_SHARE, "stacks that come, go or move");
  return [...kept, ...rest];
}

function risks({ changed: stacks }: FleetDiff, limit: number): readonly string[] {
  const rows = stacks.flatMap(({ stack, fate, replaced, deleted }) => [
    ...replaced.map((change) =>
      riskRow(stack, "replaced", replacedResource(change), change.causes.join("; ")),
    ),
    // A whole stack that goes is said in one sentence; its resources are in the details.
    ...(fate === "goes" ? [] : deleted.map((one) => riskRow(stack, "deleted", one, ""))),
  ]);
  if (rows.length === 0) return [];
  const head = ["| Stack | Replaced or deleted | Resource | Because of |", "| --- | --- | --- | --- |"];
  const { kept, rest } = shortened(rows, limit * RISK_SHARE, "replaced or deleted resources");
  return [[...head, ...kept].join("\n"), ...rest];
}

function riskRow(stack: string, what: string, resource: PlannedResource, why: string): string {
  const kept = resource.protect ? " (protected)" : "";
  return row([
    cell(prose(stack)),
    `**${what}**${kept}`,
    resourceCell(resource),
    why === "" ? "" : codeCell(why),
  ]);
}

/** As it will be, protected when either side says so. */
function replacedResource(change: ResourceChange): PlannedResource {
  return { ...change.after, protect: isProtected(change) };
}

function details(diff: StackDiff): string {
  const counts = countsText(countsOf(diff));
  const summary = `${diff.stack}: ${counts === "" ? "no resources" : counts}, ${diff.unchanged} unchanged`;
  const changes = [
    ...diff.replaced.flatMap((change) => changeRows("replaced", change)),
    ...diff.changed.flatMap((change) => changeRows("changed", change)),
  ];
  const head = ["| | Resource | Input | Before | After |", "| --- | --- | --- | --- | --- |"];
  return [
    `<details><summary>${htmlText(summary)}</summary>`,
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
