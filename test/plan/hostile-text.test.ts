import fc from "fast-check";
import { expect, test } from "vitest";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { leafLines } from "../../plan/leaf-words.ts";
import { PLAIN } from "../../plan/paint.ts";
import { planned, planOf, VPC } from "./sample-plan.ts";

const ESC = "\u001B";
const RED = `${ESC}[31m`;
const RESET = `${ESC}[39m`;

const text = fc.oneof(
  fc.constantFrom(
    `${ESC}[2J`,
    `${ESC}]0;title\u0007`,
    "\r",
    "\u009B8m",
    "\u202Eevil",
    "\u2028",
    "a\nprod: all is well",
  ),
  fc.string({
    unit: fc.constantFrom(ESC, "[", "m", "\n", "\r", "\t", "\u009B", "\u202E", "a"),
    minLength: 1,
  }),
);

/** A resource with such a name, key and value, that stays, comes, goes, or is replaced, in stacks of such names. */
function hostileDiff(one: string) {
  const vpc = (role: string, inputs = {}) => planned(VPC, `${role} ${one}`, inputs);
  const long = (word: string): string => `${one}\n${word}\n`.repeat(30);
  const before = [
    vpc("replaced", { cidrBlock: `old ${one}` }),
    vpc("changed", { tags: { [one]: one, long: long("old") } }),
    vpc("deleted"),
  ];
  const after = [
    vpc("replaced", { cidrBlock: `new ${one}` }),
    vpc("changed", { tags: { [`new ${one}`]: one, long: long("new") } }),
    vpc("added"),
  ];
  return diffFleets(
    [planOf(before, `a ${one}`), planOf(before, `b ${one}`), planOf(before, `goes ${one}`)],
    [planOf(after, `a ${one}`), planOf(after, `b ${one}`), planOf(after, `comes ${one}`)],
  );
}

test("whatever the data says, a terminal obeys nothing of it, and each line is one of ours", () => {
  const lines = (one: string): number => diffText(hostileDiff(one)).split("\n").length;
  fc.assert(
    fc.property(text, (one) => {
      const told = diffText(hostileDiff(one), (_tone, painted) => `${RED}${painted}${RESET}`);
      expect(told.replaceAll(RED, "").replaceAll(RESET, "")).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 200 },
  );
  expect(lines(`a${ESC}[2J\nb`)).toBe(lines("a b"));
});

test("what a terminal would have obeyed is written as its code", () => {
  expect(leafLines({ path: `a${ESC}[8m`, before: "b\u202E", after: `c${ESC}` }, PLAIN)).toEqual([
    '~ a\\u{1b}[8m: "b\\u{202e}" -> "c\\u001b"',
  ]);
});
