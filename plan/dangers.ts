import { losesData } from "../fleet/replacement/stateful.ts";
import { fateText, isProtected, moveTexts } from "./diff-words.ts";
import type { StackDiff } from "./fleet-diff.ts";
import { lossTexts } from "./loss-words.ts";
import { backTexts } from "./minor-moves.ts";
import { endedNodesTexts } from "./node-rolls.ts";
import type { ResourceChange } from "./resource-change.ts";

/** Inputs by which AWS itself refuses to delete a thing. */
const DELETION_PROTECTION = /^(?:enableDeletionProtection|deletionProtection(?:Enabled)?)$/;

/**
 * Said of all that cannot be taken back in one stack, or would be hard to: data or something protected goes or is made
 * anew, a protection is taken away, something is kept for less time, Kubernetes becomes older, nodes end all at once.
 */
export function irreversibleTexts(diff: StackDiff): readonly string[] {
  // Of a stack that goes as a whole, one sentence says enough.
  if (diff.fate === "goes") return [];
  const told = (text: string): string => `${diff.stack}: ${text}`;
  return [
    ...lossTexts(diff),
    ...diff.replaced.filter(isDangerous).map((change) => told(replacedText(change))),
    ...diff.deleted
      .filter(({ type, protect }) => protect && !losesData(type))
      .map(({ type, name }) => told(`deletes ${type} ${name}, which is protected`)),
    ...[...diff.changed, ...diff.replaced].flatMap(unprotectedTexts).map(told),
    ...backTexts(diff),
    ...endedNodesTexts(diff),
  ];
}

/** The same, and whole stacks that go, or move to another account. */
export function dangerTexts(diff: StackDiff): readonly string[] {
  const gone = diff.fate === "goes" ? [fateText(diff) ?? ""] : [];
  return [...gone, ...moveTexts(diff), ...irreversibleTexts(diff)];
}

function isDangerous(change: ResourceChange): boolean {
  return isProtected(change) || losesData(change.before.type);
}

function replacedText(change: ResourceChange): string {
  const { before, after, causes } = change;
  const kept = isProtected(change) ? ", which is protected" : ", with what it holds";
  const [cause = "", ...others] = causes;
  const why = others.length === 0 ? cause : `${cause} and ${others.length} more`;
  return `replaces ${before.type} ${after.name}${kept}, because of ${why}`;
}

function unprotectedTexts({ after, leaves }: ResourceChange): readonly string[] {
  const isTaken = leaves.some(
    ({ path, before, after: now }) =>
      (path === "(protect)" || DELETION_PROTECTION.test(path)) && before === true && now !== true,
  );
  return isTaken ? [`takes the protection from ${after.type} ${after.name}`] : [];
}
