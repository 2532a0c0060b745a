import fc from "fast-check";
import { expect, test } from "vitest";
import { visible, visibleLines } from "../../fleet/check.ts";

const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test("nothing that a terminal obeys or hides is left of any text, and lines stay lines", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(visible(text)).not.toMatch(OBEYED);
      const lines = visibleLines(text).split("\n");
      expect(lines.length).toBe(text.split("\n").length);
      for (const line of lines) expect(line).not.toMatch(OBEYED);
    }),
  );
});

test("what a line begins with stays, for a difference of files is read by it", () => {
  expect(visibleLines("-  a: 1\n+  a: \u001b[2J2\n")).toBe("-  a: 1\n+  a: \\u{1b}[2J2\n");
});
