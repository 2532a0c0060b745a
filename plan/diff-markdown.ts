import { affectedText } from "./affected.ts";
import { irreversibleTexts } from "./dangers.ts";
import { groupDetails, riskRows } from "./diff-markdown-rows.ts";
import { reportOf } from "./diff-report.ts";
import { counted, fateText, headline, moveTexts } from "./diff-words.ts";
import type { FleetDiff } from "./fleet-diff.ts";
import { groupSize, groupsSummary, stillTenantsText, stillText } from "./groups/group-words.ts";
import type { DiffGroup } from "./groups/groups.ts";
import { code, prose } from "./markdown.ts";
import { minorTexts } from "./minor-moves.ts";
import { rollTexts } from "./node-rolls.ts";
import { findingTexts, policyText } from "./policy-words.ts";
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

/** Shares of the text that each part may fill; what is left is for the details. */
const SHARES = { notes: 0.05, rules: 0.1, dangers: 0.12, risks: 0.35, groups: 0.15 } as const;

/** Longest line of running text, in characters of what it says: a name may be as long as somebody likes. */
const LONGEST_LINE = 600;

/** Longest address that is linked to, in characters. */
const LONGEST_ADDRESS = 1_000;

/** Characters kept for what is said below the details. */
const FOOTER = 200;

export interface MarkdownOptions {
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
  /** What a reader must know of how the plans were made. @default none */
  readonly notes?: readonly string[];
  /** Longest text, in characters. @default 60000 */
  readonly limit?: number;
  /** Address of the whole report. @default - there is none to link to */
  readonly artifact?: string;
}

/**
 * A diff for one comment of a pull request: the verdict, what is replaced or deleted, which stacks change alike and which
 * do not; all else can be unfolded. Whatever does not fit is counted.
 */
export function diffMarkdown(diff: FleetDiff, options: MarkdownOptions): string {
  const { revision, notes = [], limit = LONGEST_COMMENT, artifact } = options;
  const { verdict, groups, affected } = reportOf(diff);
  const room = (share: number): number => limit * share;
  const against = `against ${code(Array.from(revision).slice(0, LONGEST_LINE).join(""))}`;
  const top = [
    MARK,
    `### ${line(verdict.text)}`,
    verdict.level === "none" ? `Plan ${against}.` : `${headline(diff)}, ${against}.`,
    ...(diff.changed.length === 0 ? [] : [line(`Affects ${affectedText(affected)}.`)]),
    ...(artifact === undefined
      ? []
      : [`[The whole report](<${encodeURI(artifact).slice(0, LONGEST_ADDRESS)}>)`]),
    ...shortened(
      notes.map((note) => `> ${line(note)}`),
      room(SHARES.notes),
      "more notes",
    ),
    ...rules(diff, room(SHARES.rules)),
    ...shortened(
      dangers(diff, groups),
      room(SHARES.dangers),
      "more dangers, and stacks that come, go or move",
    ),
    ...risks(groups, room(SHARES.risks)),
    ...groupList(groups, room(SHARES.groups)),
  ];
  const still = stillLines(diff, groups);
  const left = limit - [...top, ...still].join("\n\n").length - FOOTER;
  return `${[...top, ...details(diff, groups, left), ...still].join("\n\n")}\n`;
}

/** What can be unfolded, as much as there is room for, and how much there is not. */
function details(diff: FleetDiff, groups: readonly DiffGroup[], room: number): readonly string[] {
  const blocks = [...groups.map(groupDetails), ...releaseBlocks(diff.charts ?? [])];
  const taken = fitting(blocks, room);
  const missing = [...blocks.keys()].filter((index) => !taken.has(index));
  const untold = missing.filter((index) => index < groups.length).length;
  const unseen = missing.length - untold;
  return [
    ...blocks.filter((_, index) => taken.has(index)),
    ...(untold === 0 ? [] : [`Too long for a comment: the details of ${counted(untold, "group")}.`]),
    ...(unseen === 0 ? [] : [`Too long for a comment: what changes inside of ${counted(unseen, "chart")}.`]),
  ];
}

/** A line of running text that nobody can make longer than the comment. */
function line(text: string): string {
  const characters = Array.from(text);
  return characters.length <= LONGEST_LINE
    ? prose(text)
    : `${prose(characters.slice(0, LONGEST_LINE).join(""))}...`;
}

/** Places of the blocks there is room for. */
function fitting(blocks: readonly string[], room: number): ReadonlySet<number> {
  const taken = new Set<number>();
  let left = room;
  for (const [index, block] of blocks.entries()) {
    if (block.length + 2 > left) continue;
    left -= block.length + 2;
    taken.add(index);
  }
  return taken;
}

/** The first items, as many as there is room for, and a sentence about the rest. */
function shortened(items: readonly string[], room: number, rest: string): readonly string[] {
  let left = room;
  const kept = items.filter((item) => (left -= item.length + 2) >= 0);
  const missing = items.length - kept.length;
  return missing === 0 ? kept : [...kept, `... and ${missing} ${rest}`];
}

function rules({ policy, changed }: FleetDiff, room: number): readonly string[] {
  if (policy === undefined || changed.length === 0) return [];
  const found = shortened(
    findingTexts(policy).map((text) => `- ${line(text)}`),
    room,
    "more",
  );
  return [`**Rules:** ${policyText(policy)}.`, ...(found.length === 0 ? [] : [found.join("\n")])];
}

function dangers(diff: FleetDiff, groups: readonly DiffGroup[]): readonly string[] {
  const stacks = groups.map(({ shown }) => shown);
  const texts = [
    ...stacks.flatMap(irreversibleTexts),
    ...releaseDangers(diff),
    ...stacks.flatMap(minorTexts),
    ...stacks.flatMap((stack) => [fateText(stack) ?? [], moveTexts(stack), rollTexts(stack)].flat()),
  ];
  return [...new Set(texts)].map((text) => `**${line(text)}**`);
}

function risks(groups: readonly DiffGroup[], room: number): readonly string[] {
  const rows = groups.flatMap(riskRows);
  if (rows.length === 0) return [];
  const head = ["| Stack | Replaced or deleted | Resource | Because of |", "| --- | --- | --- | --- |"];
  const told = shortened(rows, room, "more replaced or deleted resources");
  const [last = ""] = told.slice(-1);
  return rows.length === told.length
    ? [[...head, ...rows].join("\n")]
    : [[...head, ...told.slice(0, -1)].join("\n"), last];
}

/** How many stacks change alike, and by what the others differ from them. */
function groupList(groups: readonly DiffGroup[], room: number): readonly string[] {
  const summary = groupsSummary(groups);
  if (summary === undefined) return [];
  const items = groups.map((group) => {
    const { shown, members, deviation } = group;
    const which = members.length === 1 ? "" : ` (${groupSize(group)})`;
    const [first] = deviation;
    const more = deviation.length > 1 ? ` (and ${deviation.length - 1} more)` : "";
    return `- ${prose(shown.stack)}${which}${first === undefined ? "" : `, ${line(first)}${more}`}`;
  });
  return [`**Alike:** ${line(summary)}.`, shortened(items, room, "more groups").join("\n")];
}

function stillLines(diff: FleetDiff, groups: readonly DiffGroup[]): readonly string[] {
  if (diff.changed.length === 0) return [];
  const tenants = stillTenantsText(diff, groups);
  return [
    ...(diff.unchanged === 0 ? [] : [`${line(stillText(diff, groups))}.`]),
    ...(tenants === undefined ? [] : [`${line(tenants)}.`]),
  ];
}
