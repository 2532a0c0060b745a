import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { generatedPage, markdownTable } from "../generated-page.ts";
import { type Figure, machineText, ratioTo, readFigures, valueText } from "./figures.ts";
import { measured } from "./measured.ts";
import type { Bench } from "./row.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** A bench whose runs measure these values, and a clock on which each run takes so many milliseconds. */
function played(values: readonly number[], milliseconds: number, isCold = false) {
  const left = [...values];
  let now = 0;
  const bench: Bench = {
    isCold,
    run: () => {
      now += milliseconds;
      return Promise.resolve([{ name: "it", value: left.shift() ?? -1, unit: "s", bar: "<= 5" }]);
    },
  };
  return measured(bench, () => now);
}

describe("a bench", () => {
  test("that is cheap warms up once, and the median of three runs counts", async () => {
    expect(await played([99, 3, 1, 2], 10)).toEqual([
      { name: "it", value: 2, unit: "s", bar: "<= 5", values: [3, 1, 2] },
    ]);
  });

  test("that is dear, or about what nobody has loaded yet, runs once", async () => {
    expect(await played([7, 1, 1, 1], 60_000)).toMatchObject([{ value: 7, values: [7] }]);
    expect(await played([7, 1, 1, 1], 10, true)).toMatchObject([{ value: 7, values: [7] }]);
  });
});

describe("figures", () => {
  const row = (name: string, value: number, unit = "ms"): Figure => ({
    bench: "b",
    name,
    value,
    unit,
    values: [value],
  });
  const machine = { node: "v24", processors: 2, model: "m", memoryGiB: 8, referenceLoopMs: 50 };
  const before = { schema: 1 as const, date: "2026-11-01", machine, rows: [row("a", 10), row("zero", 0)] };

  test("are set in relation to those of before under the same name and unit, and to no others", () => {
    expect(ratioTo(before, row("a", 25))).toBe(2.5);
    expect(ratioTo(before, row("a", 25, "s"))).toBeUndefined();
    expect(ratioTo(before, row("b", 25))).toBeUndefined();
    expect(ratioTo(before, row("zero", 25))).toBeUndefined();
  });

  test("are read as they were written, and another file is refused with what is wrong", () => {
    const dir = mkdtempSync(join(tmpdir(), "atoll-figures-"));
    onTestFinished(() => {
      rmSync(dir, { recursive: true });
    });
    const path = join(dir, "figures.json");
    writeFileSync(path, JSON.stringify(before));
    expect(readFigures(path)).toEqual(before);
    writeFileSync(path, JSON.stringify({ ...before, schema: 2 }));
    expect(() => readFigures(path)).toThrow(`${path}: expected figures that npm run bench wrote; `);
  });

  test("are shown with three digits that count, or as whole numbers", () => {
    expect([0.000_123_4, 1.234, 12.34, 123.4, 1_234_567].map(valueText)).toEqual([
      "0.000123",
      "1.23",
      "12.3",
      "123",
      "1,234,567",
    ]);
  });
});

describe("figures that pages show are those of docs/bench.json, which npm run bench wrote", () => {
  const figures = readFigures(join(ROOT, "docs/bench.json"));
  const cells = ({ name, value, unit, bar = "" }: Figure) => [
    name,
    `${valueText(value)} ${unit}`.trim(),
    bar,
  ];
  const from = `Measured on ${figures.date.slice(0, 10)}: ${machineText(figures.machine)}.`;

  test("in the README, the few that matter most (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
    const rows = figures.rows.filter(({ isHeadline }) => isHeadline === true).map(cells);
    expect(rows.length).toBeGreaterThan(2);
    const block = `${markdownTable(["Figure", "Value", "Bar"], rows)}\n\n${from}`;
    const { shown, wanted } = await generatedPage(join(ROOT, "README.md"), { figures: block });
    expect(shown).toBe(wanted);
  });

  test("in docs/figures.md, all of them (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
    const rows = figures.rows.map((one) => [one.bench, ...cells(one), String(one.values.length)]);
    const block = `${from}\n\n${markdownTable(["Bench", "Figure", "Value", "Bar", "Runs"], rows)}`;
    const { shown, wanted } = await generatedPage(join(ROOT, "docs/figures.md"), { figures: block });
    expect(shown).toBe(wanted);
  });
});
