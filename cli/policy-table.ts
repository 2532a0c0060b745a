import Table from "cli-table3";
import pc from "picocolors";
import type { PolicyCheck, StackCheck } from "../plan/policy-check.ts";
import { shortType } from "../plan/summary.ts";
import { findingText, isStopping, type Judged } from "../policy/report.ts";
import type { Rule } from "../policy/rule.ts";

const PLAIN = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
const HEAD = ["rule", "level", "violations", "not known yet", "excepted"];

interface Counts {
  violations: number;
  unknown: number;
  excepted: number;
}

/** Every rule with its counts over all stacks, then every finding, then the sum. */
export function policyTable({ stacks, unused }: PolicyCheck, rules: readonly Rule[]): string {
  const all = stacks.flatMap(({ judged }) => judged);
  const table = new Table({
    head: HEAD,
    chars: PLAIN,
    style: { head: [], border: [] },
    colAligns: ["left", "left", "right", "right", "right"],
  });
  for (const { id, level } of rules) {
    const { violations, unknown, excepted } = countsOf(all.filter(({ rule }) => rule.id === id));
    table.push([id, level, violations, unknown, excepted]);
  }
  const idle = unused.map(({ rule, name, owner }) =>
    pc.dim(`unused exception: ${rule} for ${String(name)}, owner ${owner}`),
  );
  return [
    table.toString(),
    ...stacks.flatMap(findingLines),
    ...idle,
    totalLine(stacks, all, rules.length),
  ].join("\n");
}

function countsOf(judged: readonly Judged[]): Counts {
  const counts = { violations: 0, unknown: 0, excepted: 0 };
  for (const { finding, stands } of judged) {
    if (!stands) counts.excepted += 1;
    else if (finding.kind === "unknown") counts.unknown += 1;
    else counts.violations += 1;
  }
  return counts;
}

function findingLines({ stack, judged }: StackCheck): readonly string[] {
  const standing = judged.filter(({ stands }) => stands);
  const violations = standing.filter(({ finding }) => finding.kind === "violation");
  const unknown = standing.filter(({ finding }) => finding.kind === "unknown");
  return [
    ...violations.map((one) => {
      const mark = isStopping(one) ? pc.red("violation") : pc.yellow("advice");
      return `${mark} ${place(stack, one)}: ${findingText(one)}`;
    }),
    ...unknown.map((one) => `${pc.dim("unknown")} ${place(stack, one)}: ${findingText(one)}`),
  ];
}

function place(stack: string, { rule, finding }: Judged): string {
  const { type, name } = finding.resource;
  return `${stack} ${shortType(type)} ${name} [${rule.id}]`;
}

function totalLine(stacks: readonly StackCheck[], all: readonly Judged[], rules: number): string {
  const { violations, unknown, excepted } = countsOf(all);
  const resources = stacks.reduce((sum, one) => sum + one.resources, 0);
  const verdict = violations === 0 ? pc.green("no violations") : pc.red(counted(violations, "violation"));
  const rest = [
    ...(unknown === 0 ? [] : [`${counted(unknown, "value")} not known yet`]),
    ...(excepted === 0 ? [] : [`${excepted} excepted`]),
  ];
  const looked = `${counted(rules, "rule")} over ${counted(resources, "resource")} of ${counted(stacks.length, "stack")}`;
  return `${looked}: ${[verdict, ...rest].join(", ")}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
