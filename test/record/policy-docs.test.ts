import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { policyTable } from "../../cli/policy/policy-table.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { shortType } from "../../plan/summary.ts";
import { findingText, judgedStack } from "../../policy/report.ts";
import { GROUPS } from "../../policy/rule.ts";
import { RULES } from "../../policy/rules/all.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import type { Fixture, Fixtures } from "../policy/fixture.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PAGE = join(ROOT, "docs/policies.md");
const TABLE = /(?<=<!-- rules: begin -->\n)[^]*?(?=<!-- rules: end -->)/;
const CONSOLE = /(?<=^```console\n)[^]*?(?=^```$)/m;
const TODAY = new Date().toISOString().slice(0, 10);

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table for each group: what each rule holds, and what that answers. */
function ruleTables(): string {
  return GROUPS.map((group) => {
    const rows = RULES.filter((rule) => rule.group === group).map((rule) => [
      `[\`${rule.id}\`](${rule.see})`,
      rule.level,
      rule.what,
      rule.why,
      rule.answers.join("; "),
    ]);
    const head = ["Rule", "Level", "What holds", "Without it", "Answers"];
    return [`### ${group}`, "", ...[head, head.map(() => "---"), ...rows].map(row)].join("\n");
  }).join("\n\n");
}

/** A message of each rule, from the first of its fixtures that fails. */
async function exampleMessages(): Promise<string> {
  const messages = await Promise.all(
    RULES.map(async (rule) => {
      const path = join(ROOT, "test/policy/fixtures", rule.group, `${rule.id}.ts`);
      const { fixtures } = (await import(path)) as { readonly fixtures: Fixtures };
      const [{ given, facts = {} }] = fixtures.failing as readonly [Fixture];
      const resources = given.map((one) => ({ name: "it", protect: false, ...one }));
      const judge = { rules: [rule], exceptions: [], facts, today: TODAY };
      const [first] = judgedStack(resources, judge).filter(({ finding }) => finding.kind === "violation");
      return [rule.id, `${shortType(first!.finding.resource.type)}: ${findingText(first!)}`] as const;
    }),
  );
  return `${JSON.stringify(Object.fromEntries(messages), null, 2)}\n`;
}

/** What the page's command prints. */
async function printed(block: string): Promise<string> {
  const [, stack = ""] = /^\$ npx atoll policy (\S+)$/m.exec(block) ?? [];
  const fleet = checkedFleet(join(ROOT, "inventory"), TODAY);
  const table = policyTable(policyCheck(fleet, await planStacks(fleet, [stack]), TODAY), RULES);
  return `$ npx atoll policy ${stack}\n${stripVTControlCharacters(table)}\n`;
}

test("the page shows every rule, and what its command prints (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const page = readFileSync(PAGE, "utf8");
  const output = await printed(CONSOLE.exec(page)?.[0] ?? "");
  const whole = page.replace(TABLE, () => `\n${ruleTables()}\n\n`).replace(CONSOLE, () => output);
  const written = await format(whole, { ...(await resolveConfig(PAGE)), parser: "markdown" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
});

test("each rule is explained with a message that it gives", async () => {
  const file = join(ROOT, "cli/policy/examples.json");
  const written = await exampleMessages();
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(file, written);
  expect(readFileSync(file, "utf8")).toBe(written);
});

test("the sample fleet breaks no rule", async () => {
  const fleet = checkedFleet(join(ROOT, "inventory"), TODAY);
  const { stacks } = policyCheck(fleet, await planStacks(fleet, [...fleet.clusters.keys()]), TODAY);
  const violations = stacks.flatMap(({ stack, judged }) =>
    judged
      .filter(({ finding, stands }) => stands && finding.kind === "violation")
      .map(({ rule, finding }) => `${stack} ${finding.resource.name} ${rule.id} ${finding.path}`),
  );
  expect(violations).toEqual([]);
});
