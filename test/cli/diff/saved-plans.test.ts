import type { Plan } from "../../../plan/plan.ts";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, afterAll, describe, expect, test } from "vitest";
import { compared } from "../../../cli/diff/compared.ts";
import { savedPlans } from "../../../cli/diff/saved-plans.ts";
import { plansText, planText } from "../../../plan/canonical.ts";
import { planned, planOf, VPC } from "../../plan/sample-plan.ts";

const textOf = (plans: readonly Plan[]): string => [...plansText(plans)].join("");

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "atoll-saved-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function written(name: string, text: string): string {
  const path = join(dir, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const DEV = planOf([planned(VPC, "v", { cidrBlock: "a" })], "dev");
const PROD = planOf([planned(VPC, "v")], "prod");
const WROTE = "write it again with atoll plan --out <dir>, or atoll plan --json > <file>";

describe("saved plans", () => {
  test("are read from a folder, from a list in one file, and from one plan", () => {
    written("all/dev.json", planText(DEV));
    written("all/prod.json", planText(PROD));
    written("all/README.md", "no plan");
    expect(savedPlans(join(dir, "all"))).toEqual([DEV, PROD]);
    expect(savedPlans(written("list.json", textOf([DEV, PROD])))).toEqual([DEV, PROD]);
    expect(savedPlans(written("one.json", planText(DEV)))).toEqual([DEV]);
  });

  const text = planText(DEV);
  test.each<[string, string, string]>([
    ["empty", "", `: expected a plan as JSON, got an empty file; ${WROTE}`],
    ["truncated", text.slice(0, -20), `: expected a plan as JSON, got no JSON (`],
    ["no plan", "{}", ` schema: expected a plan of schema 1, got nothing; ${WROTE}`],
    [
      "of another schema",
      text.replace('"schema": 1', '"schema": 2'),
      ` schema: expected a plan of schema 1, got `,
    ],
    ["null", "null", `: expected a plan of schema 1, got `],
    ["an empty list", "[]", `: expected at least one plan, got none; ${WROTE}`],
    ["without its resources", '{"schema":1,"stack":"dev"}', ` resources: expected a plan of schema 1, got `],
    [
      "with a wrong value",
      text.replace('"protect": false', '"protect": "no"'),
      ` resources[0].protect: expected a plan`,
    ],
  ])("that are %s are a fault that names the file, never a stack that goes", (name, content, message) => {
    const file = written(`${name}.json`, content);
    expect(() => savedPlans(file)).toThrow(`${file}${message}`);
  });

  test("must be there", () => {
    mkdirSync(join(dir, "nothing"));
    expect(() => savedPlans(join(dir, "nothing"))).toThrow(`expected at least one plan, got none; ${WROTE}`);
    expect(() => savedPlans(join(dir, "nowhere"))).toThrow(
      `${join(dir, "nowhere")}: expected a file or a folder of saved plans, got nothing at this path; ${WROTE}`,
    );
  });

  test("are one of each stack", () => {
    const one = written("twice/a.json", planText(DEV));
    const other = written("twice/b.json", planText(DEV));
    expect(() => savedPlans(join(dir, "twice"))).toThrow(
      `${other} dev: expected one plan of each stack; ${one} has one, too`,
    );
  });
});

describe("atoll diff --plans", () => {
  const asked = (plans: readonly string[], stacks: readonly string[] = []) => ({
    ...{
      inventory: "nowhere",
      plans,
      stacks,
      previews: [],
      isMergeBase: false,
      dataOnly: false,
      isCached: false,
    },
    ...{ charts: undefined, today: "2026-11-28" },
  });

  test("needs no inventory and no git", async () => {
    const before = written("before.json", textOf([DEV, PROD]));
    const after = written("after.json", textOf([planOf([planned(VPC, "v", { cidrBlock: "b" })]), PROD]));
    const { diff, revision, notes } = await compared(asked([before, after]));
    expect({ revision, notes }).toEqual({
      revision: before,
      notes: ["from saved plans, without an inventory; rules that ask it for facts were not applied"],
    });
    expect(diff.changed.map(({ stack, replaced }) => ({ stack, replaced: replaced.length }))).toEqual([
      { stack: "dev", replaced: 1 },
    ]);
    expect((await compared(asked([before, after], ["prod"]))).diff.changed).toEqual([]);
    await expect(compared(asked([before, after], ["prud"]))).rejects.toThrow(
      'stack "prud": expected one of dev, prod; did you mean prod',
    );
  });

  test("tells the faults of both sides at once", async () => {
    const [one, other] = [written("bad-a.json", ""), written("bad-b.json", "[]")];
    await expect(compared(asked([one, other]))).rejects.toThrow(
      [
        `${one}: expected a plan as JSON, got an empty file; ${WROTE}`,
        `${other}: expected at least one plan, got none; ${WROTE}`,
      ].join("\n"),
    );
  });

  test("is one of three ways to say what to compare", async () => {
    await expect(compared(asked(["only one"]))).rejects.toThrow(
      "--plans: expected two paths: the plans before, and those after, got 1",
    );
    await expect(compared({ ...asked(["a", "b"]), base: "main" })).rejects.toThrow(
      "atoll diff: expected one of: a revision such as main, --plans <base> <head>, --preview <file...>, got a revision and --plans",
    );
    await expect(compared(asked([]))).rejects.toThrow(", got none of them");
  });
});
