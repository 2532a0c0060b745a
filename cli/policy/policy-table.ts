import Table from "cli-table3";
import pc from "picocolors";
import type { PolicyException } from "../../fleet/schema/exceptions.ts";
import type { PolicyCheck, StackCheck } from "../../plan/policy-check.ts";
import { counted } from "../../plan/diff-words.ts";
import { isStopping, type Judged } from "../../policy/report.ts";
import { GROUPS, type Rule } from "../../policy/rule.ts";
import { findingLines } from "./finding-lines.ts";

const PLAIN = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
const HEAD = ["group", "rules", "violations", "advice", "not known yet", "excepted"];

interface Counts {
  violations: number;
  advice: number;
  unknown: number;
  excepted: number;
}

/** Every group with its counts over all stacks, then what was found, rule by rule, then the sum. */
export function policyTable(check: PolicyCheck, rules: readonly Rule[]): string {
  const all = check.stacks.flatMap(({ judged }) => judged);
  const table = new Table({
    head: HEAD,
    chars: PLAIN,
    style: { head: [], border: [] },
    colAligns: ["left", "right", "right", "right", "right", "right"],
  });
  for (const group of GROUPS) {
    const held = rules.filter((rule) => rule.group === group);
    if (held.length === 0) continue;
    const { violations, advice, unknown, excepted } = countsOf(
      all.filter(({ rule }) => rule.group === group),
    );
    table.push([group, held.length, violations, advice, unknown, excepted]);
  }
  return [
    table.toString(),
    ...findingLines(check.stacks),
    ...check.expired.map((one) => `${pc.red("expired exception")} ${exceptionText(one)}`),
    ...check.unused.map((one) => pc.dim(`unused exception ${exceptionText(one)}`)),
    totalLine(check.stacks, all, rules.length),
  ].join("\n");
}

/** `require-owner-tags for dev-vpc of platform, until 2027-03-31`. */
function exceptionText({ rule, name, stack, owner, expires }: PolicyException): string {
  const where = stack === undefined ? name : `${name} in ${stack}`;
  return `${rule} for ${where} of ${owner}, until ${expires}`;
}

function countsOf(judged: readonly Judged[]): Counts {
  const counts = { violations: 0, advice: 0, unknown: 0, excepted: 0 };
  for (const one of judged) {
    if (!one.stands) counts.excepted += 1;
    else if (one.finding.kind === "unknown") counts.unknown += 1;
    else if (isStopping(one)) counts.violations += 1;
    else counts.advice += 1;
  }
  return counts;
}

function totalLine(stacks: readonly StackCheck[], all: readonly Judged[], rules: number): string {
  const { violations, advice, unknown, excepted } = countsOf(all);
  const resources = stacks.reduce((sum, one) => sum + one.resources, 0);
  const verdict = violations === 0 ? pc.green("no violations") : pc.red(counted(violations, "violation"));
  const rest = [
    ...(advice === 0 ? [] : [`${advice} of advice`]),
    ...(unknown === 0 ? [] : [`${counted(unknown, "value")} not known yet`]),
    ...(excepted === 0 ? [] : [`${excepted} excepted`]),
  ];
  const looked = `${counted(rules, "rule")} over ${counted(resources, "resource")} of ${counted(stacks.length, "stack")}`;
  return `${looked}: ${[verdict, ...rest].join(", ")}`;
}
