import Table from "cli-table3";
import pc from "picocolors";
import type { Rule } from "../../policy/rule.ts";

const PLAIN = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** All rules: group, id, level, and what holds. */
export function rulesTable(rules: readonly Rule[]): string {
  const table = new Table({
    head: ["group", "rule", "level", "what holds"],
    chars: PLAIN,
    style: { head: [], border: [] },
  });
  for (const { group, id, level, what } of rules) table.push([group, id, level, what]);
  return table.toString();
}

/** The rules for other programs. */
export function rulesJson(rules: readonly Rule[]): string {
  const told = rules.map(({ id, group, level, scope, what, why, remedy, answers, see }) => {
    return { id, group, level, scope, what, why, remedy, answers, see };
  });
  return `${JSON.stringify({ schema: 1, rules: told }, null, 2)}\n`;
}

/** Everything about one rule, with a message that it could give. */
export function ruleText(rule: Rule, example: string | undefined): string {
  const { id, group, level, scope, what, why, remedy, answers, see } = rule;
  const looked = scope === "stack" ? "over a whole stack" : "resource by resource";
  const lines = [
    ["holds", what],
    ["without it", why],
    ["what to do", remedy],
    ...answers.map((one, index) => [index === 0 ? "answers" : "", one]),
    ["source", see],
    ...(example === undefined ? [] : [["it says", example]]),
  ];
  const width = Math.max(...lines.map(([label = ""]) => label.length)) + 2;
  return [
    `${pc.bold(id)} ${pc.dim(`${group}, ${level}, ${looked}`)}`,
    ...lines.map(([label = "", text = ""]) => `  ${label.padEnd(width)}${text}`),
  ].join("\n");
}
