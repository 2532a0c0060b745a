import { describe, expect, test } from "vitest";
import { leafLines, leafSides } from "../../plan/leaf-words.ts";
import { PLAIN } from "../../plan/paint.ts";
import { SECRET } from "../../plan/plan.ts";

const lines = (count: number, changed: (line: number) => string): string =>
  Array.from({ length: count }, (_, line) => changed(line)).join("\n");

describe("a change of a value", () => {
  test("that is short stands on one line", () => {
    expect(leafLines({ path: "a", before: 1, after: 2 }, PLAIN)).toEqual(["~ a: 1 -> 2"]);
    expect(leafLines({ path: "a", after: 2 }, PLAIN)).toEqual(["+ a: 2"]);
    expect(leafLines({ path: "a", before: 1 }, PLAIN)).toEqual(["- a: 1"]);
  });

  test("of which only the order differs says so", () => {
    const leaf = { path: "a", before: ["x", "y"], after: ["y", "x"], order: true } as const;
    expect(leafLines(leaf, PLAIN)).toEqual(['~ a: in another order, ["x","y"] -> ["y","x"]']);
  });

  test("that is secret on both sides says that it is another one", () => {
    const leaf = { path: "a", before: SECRET, after: SECRET };
    expect(leafLines(leaf, PLAIN)).toEqual(["~ a: another value, which is not shown"]);
  });

  test("in a long text of several lines shows the lines that differ, however far down they are", () => {
    const before = lines(200, (line) => `line ${line}`);
    const after = before.replace("line 150", "line of another\nand one more");
    const leaf = { path: "a", before, after };
    expect(leafLines(leaf, PLAIN)).toEqual([
      "~ a:",
      "    - line 150",
      "    + line of another",
      "    + and one more",
    ]);
    expect(leafSides(leaf)).toEqual([["line 150"], ["line of another", "and one more"]]);
  });

  test("in more lines than one reads is cut, and what is left out is counted", () => {
    const leaf = {
      path: "a",
      before: lines(30, (line) => `a ${line}`),
      after: lines(30, (line) => `b ${line}`),
    };
    const shown = leafLines(leaf, PLAIN);
    expect(shown).toHaveLength(22);
    expect(shown.at(-1)).toBe("      ... (40 more lines differ)");
  });

  test("in a long text of one line shows the part that differs, with some of what stands around it", () => {
    const filler = "0123456789".repeat(20);
    const leaf = { path: "a", before: `${filler}old${filler}`, after: `${filler}new${filler}` };
    const [head, tail] = [filler.slice(-30), filler.slice(0, 30)];
    expect(leafLines(leaf, PLAIN)).toEqual([`~ a: ...${head}old${tail}... -> ...${head}new${tail}...`]);
  });

  test("in a long text whose whole middle is another one is cut there", () => {
    const [before, after] = ["a", "b"].map(
      (letter) => `${"x".repeat(100)}${letter.repeat(200)}${"y".repeat(100)}`,
    );
    const [line = ""] = leafLines({ path: "p", before: before!, after: after! }, PLAIN);
    const side = (letter: string): string =>
      `...${"x".repeat(30)}${letter.repeat(90)}... (140 more characters)...`;
    expect(line).toBe(`~ p: ${side("a")} -> ${side("b")}`);
  });

  test("that is long only on one side shows both", () => {
    const long = "x".repeat(130);
    expect(leafLines({ path: "a", before: "b", after: long }, PLAIN)).toEqual([
      `~ a: "b" -> "${"x".repeat(119)}... (12 more characters)`,
    ]);
  });
});
