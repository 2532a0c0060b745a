import pc from "picocolors";
import { losesData } from "../../fleet/replacement/stateful.ts";
import { deletedLines } from "../../plan/diff-text.ts";
import { countsText } from "../../plan/diff-words.ts";
import type { Plan } from "../../plan/plan.ts";
import { shortType } from "../../plan/summary.ts";
import type { Leftovers } from "./leftovers.ts";
import type { Overview } from "./overview.ts";
import type { StepEnd } from "./steps.ts";

/** Longest line of words, in characters. */
const LINE = 90;

/** How many things of a step are named before the rest is counted. */
const NAMED = 12;

/**
 * The three steps, with counts and what is at stake.
 *
 * @param run the command that runs them
 */
export function overviewText(overview: Overview, run: string): string {
  const { stack, drained, stops, retained, destroyed, pending } = overview;
  const cleared = overview.protected;
  return [
    `${pc.bold(`teardown of ${stack}`)}: what it would do; nothing was changed`,
    `1 clear    ${counted(cleared.length, "protection", "protections")}, by an up in which the entry retires`,
    ...listed(cleared),
    `2 drain    ${counted(drained.length, "thing", "things")} that controllers made, then a look whether more come`,
    ...listed(drained),
    ...(stops.length === 0
      ? []
      : [pc.red("           stops at what people made, until they take it away:"), ...listed(stops)]),
    ...destroyLines(destroyed),
    ...(retained.length === 0 ? [] : ["  kept     disks whose volumes say Retain:", ...listed(retained)]),
    pending === 0
      ? `To run it: ${run}`
      : pc.red(
          `A killed run left ${counted(pending, "operation", "operations")}: npx atoll recover ${stack} comes first`,
        ),
  ].join("\n");
}

/** The same for a program. */
export function overviewJson({ destroyed, ...overview }: Overview) {
  const resources = destroyed.resources.filter(({ custom }) => custom);
  return {
    ...overview,
    destroyed: resources.map(({ type, name, protect }) => ({
      type,
      name,
      protect,
      losesData: losesData(type),
    })),
  };
}

/** How a run ended, and what people do now. */
export function endText(stack: string, end: StepEnd): string {
  switch (end.step) {
    case "done":
      return `${pc.green("ok")} ${stack} is torn down`;
    case "clear":
    case "destroy":
      return `${pc.red("failed")} ${stack} stays in step ${end.step === "clear" ? "1" : "3"}; docs/runbooks/stuck-destroy.md says what to look at. Run this again to go on`;
    case "protected":
      return [
        pc.red(`${stack} still has protection, so nothing was drained or destroyed:`),
        ...listed(end.left),
      ].join("\n");
    case "drain":
      return [
        pc.red(`Still there, and not made by the program of ${stack}:`),
        ...listed(end.left),
        "Nothing goes on before it is gone; docs/runbooks/stuck-destroy.md says how. Run this again to go on",
      ].join("\n");
  }
}

/** What a teardown left, found by tags; what is left for people to do. */
export function leftoversText(stack: string, { kept, stray, others }: Leftovers): string {
  if (kept.length + stray.length + others.length === 0)
    return `${pc.green("nothing left")}: nothing in the cloud carries the tags of ${stack}`;
  return [
    ...(kept.length === 0
      ? []
      : ["kept, for it holds data; delete it when nobody needs it:", ...listed(kept)]),
    ...(stray.length === 0
      ? []
      : [
          pc.yellow("left over; AWS lists for some time what was just deleted, so look again:"),
          ...listed(stray),
        ]),
    ...(others.length === 0
      ? []
      : [
          `perhaps another's, so left alone; these name a cluster ${stack}, and nothing else says that they are its own:`,
          ...listed(others),
        ]),
  ].join("\n");
}

/**
 * What a destroy deletes, in the words of a diff: by name what holds data or cannot be had again, what is protected
 * first, and by type how much else.
 */
function destroyLines(plan: Plan): readonly string[] {
  const deleted = plan.resources.filter(({ custom }) => custom);
  const stateful = deleted
    .filter(({ type }) => losesData(type))
    .sort((a, b) => Number(b.protect) - Number(a.protect));
  const counts = countsText({ replaced: 0, deleted: deleted.length, changed: 0, added: 0 });
  const title = counts === "" ? "nothing to delete" : counts;
  const rest = deleted.filter((one) => !stateful.includes(one));
  const types = Map.groupBy(rest, ({ type }) => shortType(type));
  const told = [...types].map(([type, { length }]) => `${length} ${type}`).sort();
  return [
    `3 destroy  ${title}, ${stateful.length} of them with data or impossible to have again`,
    ...deletedLines(plan.stack, stateful).map((line) => `         ${line}`),
    ...(told.length === 0 ? [] : ["           and, by type:"]),
    ...wrapped(told).map((line) => `             ${line}`),
  ];
}

/** Words with commas between them, in lines that fit beside what stands before them. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function listed(things: readonly string[]): readonly string[] {
  const more = things.length - NAMED;
  return [
    ...things.slice(0, NAMED).map((thing) => `           ${thing}`),
    ...(more > 0 ? [`           ... and ${more} more`] : []),
  ];
}
