import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPrometheusTools } from "../../sandbox/tools/prometheus.ts";
import { groupsBy, KINDS } from "../components/platform/all-rules.ts";
import { ALERT_CASES, RECORD_CASES } from "../components/platform/rule-cases/rule-cases.ts";
import { promisedRules } from "../components/tenant/watch/promised-slice.ts";
import { alertTest, recordTest, ruleFile, type RuleTest } from "../components/platform/rule-tests.ts";

const folder = mkdtempSync(join(tmpdir(), "atoll-rules-"));
let promtool = "";

beforeAll(async () => {
  ({ promtool } = await findPrometheusTools(() => undefined));
}, 900_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number; readonly said: string }> {
  const { exitCode = 1, all } = await execa(promtool, args, { all: true, reject: false });
  return { exitCode, said: all };
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Tests rules; what is said names each expectation that did not come true. */
function tried({ name, rules, test: testFile }: RuleTest, key: number | string = "") {
  const path = written(`${name}${key}.rules.yaml`, rules);
  return run("test", "rules", written(`${name}${key}.test.yaml`, testFile(path)));
}

describe("promtool", () => {
  test.each(Object.entries(KINDS))("takes the rules of all add-ons (%s)", async (kind, facts) => {
    const groups = groupsBy(facts).map(([, group]) => group);
    const count = groups.flatMap(({ rules }) => rules).length;
    const { exitCode, said } = await run("check", "rules", written(`${kind}.yaml`, ruleFile(groups)));
    expect(said).toContain(`SUCCESS: ${count} rules found`);
    expect(exitCode).toBe(0);
  });

  test("takes the rules of a tenant's own objectives, which are an object apart", async () => {
    const path = written("promised.yaml", ruleFile(promisedRules()));
    const { exitCode, said } = await run("check", "rules", path);
    expect(said).toContain("SUCCESS: 10 rules found");
    expect(exitCode).toBe(0);
  });

  test("refuses what is no PromQL", async () => {
    const rules = [{ record: "a:b", expr: "sum by (x) rate(y[5m]))" }];
    const { exitCode, said } = await run(
      "check",
      "rules",
      written("bad.yaml", ruleFile([{ name: "bad", rules }])),
    );
    expect(exitCode).toBe(1);
    expect(said).toContain("could not parse expression");
  });

  test.each(ALERT_CASES.map((one, index) => [one.alert, index, one] as const))(
    "%s fires when it should, and only then (case %i)",
    async (_, index, one) => {
      const { exitCode, said } = await tried(alertTest(one), index);
      expect(said).toContain("SUCCESS");
      expect(exitCode).toBe(0);
    },
  );

  test.each(RECORD_CASES.map((one) => [one.record, one] as const))(
    "%s is worked out right",
    async (_, one) => {
      const { exitCode, said } = await tried(recordTest(one));
      expect(said).toContain("SUCCESS");
      expect(exitCode).toBe(0);
    },
  );

  test("says when an alert that should fire is silent", async () => {
    const [one] = ALERT_CASES;
    if (one === undefined) throw new Error("there are no cases");
    const { exitCode, said } = await tried(alertTest({ ...one, series: one.quiet ?? {} }), "silent");
    expect(said).toContain("FAILED");
    expect(exitCode).toBe(1);
  });
});
