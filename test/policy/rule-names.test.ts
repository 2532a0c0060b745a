import { expect, test } from "vitest";
import { ruleNames } from "../../policy/rule-names.ts";
import { RULES } from "../../policy/rules/all.ts";

test("the files of the rules have their names, in folders of their groups, and all of them are used", () => {
  const named = [...ruleNames()].sort(([a], [b]) => (a < b ? -1 : 1));
  const used = RULES.map(({ id, group }) => [id, group] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  expect(named).toEqual(used);
});

test("rules of deletion safety are mandatory where the fleet says nothing of them", () => {
  const levels = RULES.filter(({ group }) => group === "deletion-safety").map(({ level }) => level);
  expect(new Set(levels)).toEqual(new Set(["mandatory"]));
});
