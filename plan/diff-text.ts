import type { ResourceChange } from "./resource-change.ts";
import { counted, countsOf, countsText, fateText, headline, isProtected, moveTexts } from "./diff-words.ts";
import type { FleetDiff, StackDiff } from "./fleet-diff.ts";
import { leafLines } from "./leaf-words.ts";
import { lossTexts } from "./loss-words.ts";
import { minorTexts } from "./minor-moves.ts";
import { type Paint, PLAIN } from "./paint.ts";
import type { PlannedResource } from "./plan.ts";
import { rollTexts } from "./node-rolls.ts";
import { releaseLines } from "./rendered/release-text.ts";
import { releaseDangers } from "./rendered/release-words.ts";

const SIGNS = { replaced: "!", deleted: "-", changed: "~", added: "+" } as const;

/** A diff for the terminal. What cannot be taken back comes first, then steps of Kubernetes, then what is replaced or deleted, over all stacks. */
export function diffText(diff: FleetDiff, paint: Paint = PLAIN): string {
  const minors = diff.changed.flatMap(minorTexts).map((text) => `  ${paint("replaced", `! ${text}`)}`);
  const lost = [...diff.changed.flatMap(lossTexts), ...releaseDangers(diff)];
  const losses = lost.map((text) => `  ${paint("replaced", `! ${text}`)}`);
  const risks = diff.changed.flatMap((stack) => riskLines(stack, paint));
  // All that is to say of a stack that goes stands above.
  const staying = diff.changed.filter(({ fate }) => fate !== "goes");
  const rest = staying.flatMap((stack) => ["", ...stackLines(stack, paint)]);
  const charts = releaseLines(diff.charts ?? [], paint);
  const quiet = `${counted(diff.unchanged, "stack")} without changes`;
  return [
    paint("title", headline(diff)),
    ...(losses.length === 0 ? [] : ["", paint("title", "cannot be taken back:"), ...losses]),
    ...(minors.length === 0 ? [] : ["", paint("title", "Kubernetes:"), ...minors]),
    ...(risks.length === 0 ? [] : ["", paint("title", "replaced or deleted:"), ...risks]),
    ...rest,
    ...(charts.length === 0 ? [] : ["", paint("title", "inside of charts:"), ...charts]),
    ...(diff.changed.length === 0 || diff.unchanged === 0 ? [] : ["", paint("quiet", quiet)]),
  ].join("\n");
}

function riskLines(diff: StackDiff, paint: Paint): readonly string[] {
  const loud = diff.fate === "goes" ? [`  ${paint("deleted", `- ${fateText(diff) ?? ""}`)}`] : [];
  const moves = moveTexts(diff).map((text) => `  ${paint("replaced", `! ${text}`)}`);
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
  paint: Paint = PLAIN,
): readonly string[] {
  return resources.map((one) => resourceLine("deleted", one, { stack, paint }));
}

function stackLines(diff: StackDiff, paint: Paint): readonly string[] {
  const counts = countsText(countsOf(diff));
  const title = `${diff.stack}: ${counts === "" ? "no resources" : counts}, ${diff.unchanged} unchanged`;
  const loud = diff.fate === "comes" ? [`  ${paint("added", `+ ${fateText(diff) ?? ""}`)}`] : [];
  return [
    paint("title", title),
    ...loud,
    ...rollTexts(diff).map((text) => `  ${paint("changed", `! ${text}`)}`),
    ...diff.changed.flatMap((change) => changeLines("changed", change, { paint })),
    ...diff.added.map((one) => resourceLine("added", one, { paint })),
  ];
}

interface Place {
  /** Named where resources of several stacks stand below each other. */
  readonly stack?: string;
  readonly paint: Paint;
}

type What = keyof typeof SIGNS;

function resourceLine(what: What, { type, name, protect }: PlannedResource, { stack, paint }: Place): string {
  const place = stack === undefined ? "" : `${stack} `;
  const kept = what === "deleted" && protect ? paint("replaced", " (protected)") : "";
  return `  ${paint(what, SIGNS[what])} ${place}${type} ${paint("title", name)}${kept}`;
}

function changeLines(what: What, change: ResourceChange, place: Place): readonly string[] {
  const { paint } = place;
  const { leaves, causes, follows, after } = change;
  const why = causes.length === 0 ? [] : [`      ${paint("quiet", `because of ${causes.join("; ")}`)}`];
  const kept = what === "replaced" && isProtected(change);
  return [
    resourceLine(what, after, place) + (kept ? paint("replaced", " (protected)") : ""),
    ...why,
    ...leaves.flatMap((leaf) => leafLines(leaf, paint)).map((line) => `      ${line}`),
    ...follows.map((one) => `      ${paint("changed", "~")} ${one}`),
  ];
}
