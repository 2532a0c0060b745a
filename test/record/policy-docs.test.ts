import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { format, resolveConfig } from "prettier";
import { expect, test } from "vitest";
import { policyTable } from "../../cli/policy-table.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { RULES } from "../../policy/rules/all.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PAGE = join(ROOT, "docs/policies.md");
const TABLE = /(?<=<!-- rules: begin -->\n)[^]*?(?=<!-- rules: end -->)/;
const CONSOLE = /(?<=^```console\n)[^]*?(?=^```$)/m;
const TODAY = new Date().toISOString().slice(0, 10);

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function ruleTable(): string {
  const rows = RULES.map(({ id, level, what, why, remedy, see }) => [
    `[\`${id}\`](${see})`,
    level,
    what,
    why,
    remedy,
  ]);
  const head = ["Rule", "Level", "What holds", "Without it", "What to do"];
  return [head, head.map(() => "---"), ...rows].map(row).join("\n");
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
  const whole = page.replace(TABLE, () => `\n${ruleTable()}\n\n`).replace(CONSOLE, () => output);
  const written = await format(whole, { ...(await resolveConfig(PAGE)), parser: "markdown" });
  if (process.env["ATOLL_UPDATE_DOCS"] === "1") writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
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
