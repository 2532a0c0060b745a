import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findingText, type Judged, judgedStack } from "../../policy/report.ts";
import type { Resource } from "../../policy/resource.ts";
import type { Rule } from "../../policy/rule.ts";
import { RULES } from "../../policy/rules/all.ts";
import type { Fixture, Fixtures } from "./fixture.ts";
import { leavesOf, replaced } from "./leaves.ts";
import { UNKNOWN } from "./said.ts";

const FOLDER = join(import.meta.dirname, "fixtures");

/** A control, a section or a standard by its name, or a sentence of our own. */
const ANSWER =
  /^(AWS [A-Za-z0-9]+\.\d+|CIS-(EKS|K8S) \d\.\d\.\d+|EKS-BP [\w -]+|PSS (baseline|restricted)|threat|fault|bill): \S/;

type Given = Omit<Fixture, "says">;

const SETS = await Promise.all(
  RULES.map(async (rule) => {
    const path = join(FOLDER, rule.group, `${rule.id}.ts`);
    const found = existsSync(path) ? ((await import(path)) as { fixtures: Fixtures }).fixtures : undefined;
    return { id: rule.id, rule, fixtures: found ?? { passing: [], failing: [], unknown: [] } };
  }),
);

const resourcesOf = ({ given }: Given): readonly Resource[] =>
  given.map((one) => ({ name: "it", protect: false, ...one }));

function judgedBy(rule: Rule, resources: readonly Resource[], { facts = {} }: Given): readonly Judged[] {
  return judgedStack(resources, { rules: [rule], exceptions: [], facts, today: "2026-11-27" });
}

/** A whole message without what every message of its kind ends with; those ends are held here. */
function saidOf(one: Judged): string {
  const { finding, rule } = one;
  const name = finding.resource.name === "it" ? "" : `${finding.resource.name} `;
  const text = findingText(one);
  if (finding.kind === "violation") {
    expect(text.endsWith(`; ${rule.remedy}`)).toBe(true);
    return `${name}${text.slice(0, -rule.remedy.length - 2)}`;
  }
  const parts =
    /^(.*?)(?:: )?not known yet, so not proven: (expected .*); it is checked when it is known$/.exec(text);
  return `${name}${[parts?.[1], parts?.[2]].filter((part) => part !== "").join(": ")}`;
}

describe.each(SETS)("$id", ({ rule, fixtures: { passing, failing, unknown } }) => {
  const kinds = (given: Given): ReadonlySet<string> =>
    new Set(judgedBy(rule, resourcesOf(given), given).map(({ finding }) => finding.kind));

  test("has what passes, what fails and what is not known yet", () => {
    expect(Math.min(passing.length, failing.length, unknown.length)).toBeGreaterThan(0);
  });

  test("finds nothing in what passes", () => {
    for (const given of passing) expect(judgedBy(rule, resourcesOf(given), given).map(saidOf)).toEqual([]);
  });

  test("says of what fails what its fixtures say", () => {
    for (const one of failing) {
      expect(judgedBy(rule, resourcesOf(one), one).map(saidOf)).toEqual(one.says);
      expect(kinds(one)).toContain("violation");
    }
  });

  test("says of what is not known yet that it does not know", () => {
    for (const one of unknown) {
      expect(judgedBy(rule, resourcesOf(one), one).map(saidOf)).toEqual(one.says);
      expect([...kinds(one)]).toEqual(["unknown"]);
    }
  });

  test("does not fall silent where a value of a violation is not known yet", () => {
    const silent = failing.flatMap((one) =>
      eachLeaf(one, UNKNOWN)
        .filter(({ resources }) => judgedBy(rule, resources, one).length === 0)
        .map(({ place }) => place),
    );
    expect(silent).toEqual([]);
  });

  test("never fails, whatever stands where a value was", () => {
    const odd = [UNKNOWN, "<secret>", "", "x", undefined, null, 0, -1, true, [], [null], {}, { a: [] }];
    for (const one of [...passing, ...failing, ...unknown])
      for (const value of odd)
        for (const { resources } of eachLeaf(one, value))
          expect(() => judgedBy(rule, resources, one)).not.toThrow();
  });
});

/** The fixture again and again, each time with another value of its inputs replaced. */
function eachLeaf(
  given: Given,
  value: unknown,
): readonly { readonly place: string; readonly resources: readonly Resource[] }[] {
  const all = resourcesOf(given);
  return all.flatMap((resource, index) =>
    leavesOf(resource.inputs).map((path) => {
      const inputs = replaced(resource.inputs, path, value) as Resource["inputs"];
      return {
        place: `${resource.name} ${path.join(".")}`,
        resources: all.with(index, { ...resource, inputs }),
      };
    }),
  );
}

test("every file of fixtures belongs to a rule", () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const ids = RULES.map(({ group, id }) => `${group}/${id}.ts`);
  expect(files.filter((file) => !ids.includes(file))).toEqual([]);
});

test("every rule has a name of its own, says what it answers, and lies in the folder of its group", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const { id, group, answers, see } of RULES) {
    expect(id).toMatch(/^(require|forbid|protect)-[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(answers.length).toBeGreaterThan(0);
    for (const one of answers) expect(one).toMatch(ANSWER);
    expect(see).toMatch(/^https:\/\//);
    expect(existsSync(join(import.meta.dirname, "../../policy/rules", group, `${id}.ts`))).toBe(true);
  }
});
