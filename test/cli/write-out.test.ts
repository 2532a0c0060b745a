import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import { writeOut } from "../../cli/write-out.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "atoll-out-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Files that are told when it cannot be written there. */
function refused(path: string): readonly string[] {
  try {
    writeOut(path, "");
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(({ file }) => file);
    throw error;
  }
  return [];
}

test("a file is written with the folders that lead to it, and again over the one of before", () => {
  const path = join(dir, "some", "where", "plan.json");
  for (const text of ["first", "second"]) {
    writeOut(path, text);
    expect(readFileSync(path, "utf8")).toBe(text);
  }
});

test("a place that the system does not give is refused by its name, not tried for ever", () => {
  writeFileSync(join(dir, "taken"), "");
  expect(refused("/proc/plans/dev.json")).toEqual(["/proc/plans"]);
  expect(refused(join(dir, "taken", "dev.json"))).toEqual([join(dir, "taken", "dev.json")]);
  expect(refused(dir)).toEqual([dir]);
});
