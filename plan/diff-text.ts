import type { ResourceChange } from "./resource-change.ts";
import { affectedText } from "./affected.ts";
import { irreversibleTexts } from "./dangers.ts";
import { reportOf } from "./diff-report.ts";
import { fateText, headline, isProtected, moveTexts } from "./diff-words.ts";
import type { FleetDiff, StackDiff } from "./fleet-diff.ts";
import { leafLines } from "./leaf-words.ts";
import { groupsSummary, groupTitle, membersText, stillTenantsText, stillText } from "./groups/group-words.ts";
import type { DiffGroup } from "./groups/groups.ts";
import { minorTexts } from "./minor-moves.ts";
import { type Brush, brushOf, line, type Paint, PLAIN } from "./paint.ts";
import type { PlannedResource } from "./plan.ts";
import { rollTexts } from "./node-rolls.ts";
import { findingTexts, policyText } from "./policy-words.ts";
import { releaseLines } from "./rendered/release-text.ts";
import { releaseDangers } from "./rendered/release-words.ts";

const SIGNS = { replaced: "!", deleted: "-", changed: "~", added: "+" } as const;

/**
 * A diff for the terminal. The verdict comes first, then what cannot be taken back, then steps of Kubernetes, then what is
 * replaced or deleted, over all stacks. What changes in many stacks is told once.
 */
export function diffText(diff: FleetDiff, colours?: Paint): string {
  const paint = colours === undefined ? PLAIN : brushOf(colours);
  const { verdict, groups, affected } = reportOf(diff);
  const shown = groups.map((group) => group.shown);
  const minors = shown.flatMap(minorTexts).map((text) => line`  ${paint("replaced", `! ${text}`)}`);
  const lost = [...shown.flatMap(irreversibleTexts), ...releaseDangers(diff)];
  const losses = lost.map((text) => line`  ${paint("replaced", `! ${text}`)}`);
  const risks = shown.flatMap((stack) => riskLines(stack, paint));
  // All that is to say of a stack that goes stands above.
  const rest = groups.flatMap((group) => groupLines(group, paint));
  const charts = releaseLines(diff.charts ?? [], paint);
  return [
    ...(verdict.level === "none"
      ? []
      : [line`${paint(verdict.level === "changed" ? "added" : "replaced", verdict.text)}`]),
    line`${paint("title", headline(diff))}`,
    ...(diff.changed.length === 0 ? [] : [line`affects ${affectedText(affected)}`]),
    ...summaryLines(diff, groups),
    ...(losses.length === 0 ? [] : ["", line`${paint("title", "cannot be taken back:")}`, ...losses]),
    ...(minors.length === 0 ? [] : ["", line`${paint("title", "Kubernetes:")}`, ...minors]),
    ...(risks.length === 0 ? [] : ["", line`${paint("title", "replaced or deleted:")}`, ...risks]),
    ...rest,
    ...(charts.length === 0 ? [] : ["", line`${paint("title", "inside of charts:")}`, ...charts]),
    ...stillLines(diff, groups).map((one) => (one === "" ? "" : line`${paint("quiet", one)}`)),
  ].join("\n");
}

function summaryLines(diff: FleetDiff, groups: readonly DiffGroup[]): readonly string[] {
  const policy = diff.changed.length === 0 ? undefined : diff.policy;
  const summary = groupsSummary(groups);
  return [
    ...(summary === undefined ? [] : [line`${summary}`]),
    ...(policy === undefined ? [] : [line`rules: ${policyText(policy)}`]),
    ...(policy === undefined ? [] : findingTexts(policy).map((text) => line`  ! ${text}`)),
  ];
}

function stillLines(diff: FleetDiff, groups: readonly DiffGroup[]): readonly string[] {
  if (diff.changed.length === 0) return [];
  const tenants = stillTenantsText(diff, groups);
  const lines = [
    ...(diff.unchanged === 0 ? [] : [stillText(diff, groups)]),
    ...(tenants === undefined ? [] : [tenants]),
  ];
  return lines.length === 0 ? [] : ["", ...lines];
}

function riskLines(diff: StackDiff, paint: Brush): readonly string[] {
  const loud = diff.fate === "goes" ? [line`  ${paint("deleted", `- ${fateText(diff) ?? ""}`)}`] : [];
  const moves = moveTexts(diff).map((text) => line`  ${paint("replaced", `! ${text}`)}`);
  return [
    ...loud,
    ...moves,
    ...diff.replaced.flatMap((change) => changeLines("replaced", change, { stack: diff.stack, paint })),
    ...deletedLines(diff.stack, diff.deleted, paint),
  ];
}

/** Resources of a stack that go. */
export function deletedLines(
  stack: string,
  resources: readonly PlannedResource[],
  paint: Brush = PLAIN,
): readonly string[] {
  return resources.map((one) => resourceLine("deleted", one, { stack, paint }));
}

function groupLines(group: DiffGroup, paint: Brush): readonly string[] {
  const { shown: diff, members, deviation } = group;
  const same = members.length === 1 ? [] : [line`  ${paint("quiet", `the same in ${membersText(group)}`)}`];
  // All that is to say of a stack that goes stands above.
  if (diff.fate === "goes")
    return members.length === 1 ? [] : ["", line`${paint("title", groupTitle(group))}`, ...same];
  const loud = diff.fate === "comes" ? [line`  ${paint("added", `+ ${fateText(diff) ?? ""}`)}`] : [];
  return [
    "",
    line`${paint("title", groupTitle(group))}`,
    ...loud,
    ...deviation.map((text) => line`  ${paint("changed", `? ${text}`)}`),
    ...rollTexts(diff).map((text) => line`  ${paint("changed", `! ${text}`)}`),
    ...diff.changed.flatMap((change) => changeLines("changed", change, { paint })),
    ...diff.added.map((one) => resourceLine("added", one, { paint })),
    ...same,
  ];
}

interface Place {
  /** Named where resources of several stacks stand below each other. */
  readonly stack?: string;
  readonly paint: Brush;
}

type What = keyof typeof SIGNS;

function resourceLine(what: What, { type, name, protect }: PlannedResource, { stack, paint }: Place): string {
  const place = stack === undefined ? "" : `${stack} `;
  const kept = what === "deleted" && protect ? paint("replaced", " (protected)") : "";
  return line`  ${paint(what, SIGNS[what])} ${place}${type} ${paint("title", name)}${kept}`;
}

function changeLines(what: What, change: ResourceChange, place: Place): readonly string[] {
  const { paint } = place;
  const { leaves, causes, follows, after } = change;
  const why = causes.length === 0 ? [] : [line`      ${paint("quiet", `because of ${causes.join("; ")}`)}`];
  const kept = what === "replaced" && isProtected(change);
  return [
    resourceLine(what, after, place) + (kept ? paint("replaced", " (protected)").painted : ""),
    ...why,
    ...leaves.flatMap((leaf) => leafLines(leaf, paint)).map((one) => `      ${one}`),
    ...follows.map((one) => line`      ${paint("changed", "~")} ${one}`),
  ];
}
