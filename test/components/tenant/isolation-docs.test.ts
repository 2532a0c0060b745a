import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { GUARDS } from "../../../components/tenant/guards/guards.ts";
import { TENANCY_CHECKS } from "../../sandbox/benchmarks/tenancy-checks.ts";
import { KIND_ATTACKS } from "../../sandbox/guards/attacks-by-kinds.ts";
import { NAME_ATTACKS } from "../../sandbox/guards/attacks-by-names.ts";
import { OBJECT_ATTACKS } from "../../sandbox/guards/attacks-by-objects.ts";
import { POD_ATTACKS } from "../../sandbox/guards/attacks-by-pods.ts";
import { GUARD_PREFIX } from "../../sandbox/guards/guard-attack.ts";
import type { ThreatRow } from "./threats/threat-row.ts";
import { THREAT_ROWS } from "./threats/threat-rows.ts";
import { generatedPage } from "../../generated-page.ts";

const TESTS = resolve(import.meta.dirname, "../..");
const PAGE = resolve(TESTS, "../docs/tenants/isolation.md");
const ATTACKS = [...POD_ATTACKS, ...NAME_ATTACKS, ...OBJECT_ATTACKS, ...KIND_ATTACKS];

const row = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => `${cell}`.replaceAll("|", "\\|")).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

function guards(): string {
  const rows = GUARDS.flatMap(({ name, checks }) =>
    Object.entries(checks).map(([check, { message }], index) => [
      index === 0 ? `\`${name.slice(GUARD_PREFIX.length)}\`` : "",
      `\`${check}\``,
      message,
    ]),
  );
  return table(["Guard", "Check", "What one is told"], rows);
}

/** What shows a row: checks of guards that are attacked, tests, and what none of them shows. */
function shown({ row: number, tests = [], open }: ThreatRow): string {
  const attacks = ATTACKS.filter(({ rows }) => rows.includes(number));
  const checks = [...new Set(attacks.map(({ guard, check }) => `\`${guard}/${check}\``))];
  const times = attacks.length === 1 ? "1 attack" : `${attacks.length} attacks`;
  return [
    ...(attacks.length === 0 ? [] : [`${times}: ${checks.join(", ")}`]),
    ...tests.map((test) => `\`${test.replace(/^.*\/|\.test\.ts$/g, "")}\``),
    ...(open === undefined ? [] : [`not shown: ${open}`]),
  ].join("; ");
}

const threats = (): string =>
  table(
    ["", "Threat", "Control", "Shown by"],
    THREAT_ROWS.map((one) => [one.row, one.threat, one.control, shown(one)]),
  );

const benchmark = (): string =>
  table(
    ["Check", "What holds"],
    TENANCY_CHECKS.map(({ id, title }) => [`\`${id}\``, title]),
  );

test("the page's tables are what the code says (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
  const blocks = { guards: guards(), threats: threats(), benchmark: benchmark() };
  const { shown: page, wanted } = await generatedPage(PAGE, blocks);
  expect(page).toBe(wanted);
});

test("all seventy threats are there, each shown by something that exists, or said to be open", () => {
  expect(THREAT_ROWS.map((one) => one.row)).toEqual(Array.from({ length: 70 }, (_, index) => index + 1));
  expect(THREAT_ROWS.filter((one) => shown(one) === "").map((one) => one.row)).toEqual([]);
  const files = THREAT_ROWS.flatMap(({ tests = [] }) => tests);
  expect(files.filter((file) => !existsSync(join(TESTS, file)))).toEqual([]);
});

test("a row whose control is a guard is attacked there", () => {
  const guarded = THREAT_ROWS.filter(({ control }) => /\bguards?\b/.test(control)).map((one) => one.row);
  const attacked = new Set(ATTACKS.flatMap(({ rows }) => rows));
  expect(guarded.filter((number) => !attacked.has(number))).toEqual([]);
  expect(guarded.length).toBeGreaterThan(30);
});
