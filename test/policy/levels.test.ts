import fc from "fast-check";
import { expect, test } from "vitest";
import { ruleLevel, rulesAt } from "../../policy/levels.ts";
import { RULES } from "../../policy/rules/all.ts";

const RULE = { id: "require-quota", level: "mandatory" } as const;

test("a level of the environment comes before that of all, and that before the rule's own", () => {
  const levels = { "require-quota": { all: "advisory", production: "mandatory", edge: "disabled" } } as const;
  expect(ruleLevel(RULE, levels, "production")).toBe("mandatory");
  expect(ruleLevel(RULE, levels, "edge")).toBe("disabled");
  expect(ruleLevel(RULE, levels, "staging")).toBe("advisory");
  expect(ruleLevel(RULE, levels, undefined)).toBe("advisory");
  expect(ruleLevel(RULE, {}, "edge")).toBe("mandatory");
  expect(ruleLevel({ ...RULE, id: "constructor" }, levels, "edge")).toBe("mandatory");
});

test("without levels the rules are as they are, and a disabled one is gone", () => {
  expect(rulesAt(RULES, {}, "production")).toEqual(RULES);
  const [first, ...rest] = RULES;
  expect(rulesAt(RULES, { [first!.id]: { production: "disabled" } }, "production")).toEqual(rest);
  expect(rulesAt(RULES, { [first!.id]: { production: "disabled" } }, "staging")).toEqual(RULES);
});

test("whatever the levels say, no rule changes but in its level, and none comes or moves", () => {
  const level = fc.constantFrom("mandatory" as const, "advisory" as const, "disabled" as const);
  const levels = fc.dictionary(
    fc.constantFrom(...RULES.map(({ id }) => id)),
    fc.record({ all: level, production: level }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(levels, (said) => {
      const found = rulesAt(RULES, said, "production");
      const held = RULES.filter((rule) => ruleLevel(rule, said, "production") !== "disabled");
      expect(found).toEqual(held.map((rule) => ({ ...rule, level: ruleLevel(rule, said, "production") })));
    }),
  );
});
