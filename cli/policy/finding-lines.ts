import pc from "picocolors";
import { visible } from "../../fleet/check.ts";
import type { StackCheck } from "../../plan/policy-check.ts";
import { shortType } from "../../plan/summary.ts";
import { findingText, isStopping, type Judged } from "../../policy/report.ts";

/** Places of one message that are named; the others are counted. */
const SHOWN_PLACES = 5;

interface Found {
  readonly stack: string;
  readonly judged: Judged;
}

/** What stands, violations first; a message that several resources share is told once, with where. */
export function findingLines(stacks: readonly StackCheck[]): readonly string[] {
  const all = stacks.flatMap(({ stack, judged }) =>
    judged.filter(({ stands }) => stands).map((one) => ({ stack, judged: one })),
  );
  const ofKind = (kind: string) => all.filter(({ judged }) => judged.finding.kind === kind);
  return [...messages(ofKind("violation")), ...messages(ofKind("unknown"))];
}

function messages(found: readonly Found[]): readonly string[] {
  const byMessage = Map.groupBy(
    found,
    ({ judged }) => `${mark(judged)} ${judged.rule.id}: ${visible(findingText(judged))}`,
  );
  return [...byMessage].flatMap(([message, places]) => [message, `  ${placesText(places)}`]);
}

function mark(judged: Judged): string {
  if (judged.finding.kind === "unknown") return pc.dim("unknown");
  return isStopping(judged) ? pc.red("violation") : pc.yellow("advice");
}

function placesText(found: readonly Found[]): string {
  const shown = found.slice(0, SHOWN_PLACES).map(({ stack, judged: { finding } }) => {
    const { type, name } = finding.resource;
    return `${stack} ${shortType(type)} ${visible(name)}`;
  });
  const rest = found.length - shown.length;
  return `${shown.join(", ")}${rest === 0 ? "" : `, and ${rest} more: --json has all`}`;
}
