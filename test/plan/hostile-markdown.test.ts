import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffFleets, type FleetDiff } from "../../plan/fleet-diff.ts";
import { planned, planOf, VPC } from "./sample-plan.ts";

const name = fc.oneof(
  fc.constantFrom(
    "a|b",
    "<script>",
    "</details>",
    "@team",
    "\u202Eevil",
    "`",
    "```",
    "[x](y)",
    "<!-- -->",
    "\u001B[31m",
  ),
  fc.string({
    unit: fc.constantFrom("|", "<", "`", "a", "\n", "\\", "@", "\u202E"),
    minLength: 1,
    maxLength: 8,
  }),
);

/** As many stacks, each with a replaced resource, and one that goes, with these names and values. */
function named(one: string, value: string, count: number): FleetDiff {
  const plans = (cidrBlock: string) =>
    Array.from({ length: count }, (_, index) =>
      planOf([planned(VPC, `${one} ${index}`, { cidrBlock: `${cidrBlock} ${index}` })], `${one} ${index}`),
    );
  return diffFleets([...plans("old"), planOf([], `gone ${one}`)], plans(value));
}

/** A line without its code spans, read from left to right as CommonMark does; a line of HTML has none. */
function outsideOfCode(line: string): string {
  if (line.startsWith("<details>")) return line;
  let rest = line;
  let outside = "";
  while (rest !== "") {
    const [found = "", run = ""] = /^\\[^\w\s]|^(`+)/.exec(rest) ?? [];
    const behind = rest.slice(run.length);
    const end = run === "" ? -1 : behind.search(new RegExp(`(?<!\`)${run}(?!\`)`));
    const taken = end < 0 ? Math.max(found.length, 1) : end + 2 * run.length;
    if (end < 0) outside += rest.slice(0, taken);
    rest = rest.slice(taken);
  }
  return outside;
}

describe("whatever the data says,", () => {
  test("the comment is found by its first line, and short enough, however much there is of it", () => {
    const size = fc.record({ count: fc.integer({ min: 1, max: 200 }), length: fc.constantFrom(1, 30, 400) });
    fc.assert(
      fc.property(name, size, (one, { count, length }) => {
        const long = one.repeat(length).slice(0, 800);
        const notes = Array.from({ length: count }, () => long);
        const artifact = `https://example.org/${encodeURIComponent(long)}`;
        const text = diffMarkdown(named(long, long, count), { revision: long, notes, artifact });
        expect(text.split("\n")[0]).toBe("<!-- atoll diff -->");
        expect(text.split("\n")[2]).toMatch(/^### DANGEROUS: /);
        expect(text.length).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 12 },
    );
  });

  test("each row has its cells, and nothing is markup, a mention or hidden", () => {
    fc.assert(
      fc.property(name, name, (one, value) => {
        const text = diffMarkdown(named(one, value, 2), { revision: one, notes: [value] });
        const rows = text.split("\n").filter((line) => line.startsWith("| "));
        const cells = rows.map((row) => row.replaceAll(/\\\|/g, "").split("|").length - 2);
        expect([...new Set(cells)].filter((count) => count !== 4 && count !== 5)).toEqual([]);
        const outside = text.split("\n").slice(1).map(outsideOfCode).join("\n");
        expect(outside).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary|br)>)/);
        expect(outside).not.toMatch(/@(?!\u200b)/);
        expect(["\u202E", "\u001B"].filter((sign) => text.includes(sign))).toEqual([]);
      }),
    );
  });
});
