import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { inventoryFolder } from "../fleet/written-inventory.ts";
import { said } from "./said.ts";

test("a place that the system refuses is a fault with its path, not a stack of ours", async () => {
  const dir = inventoryFolder({});
  writeFileSync(join(dir, "taken"), "");
  const { stdout, stderr, exitCode } = await said(atollProgram(), ["schema", "-i", join(dir, "taken")]);
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  expect(stderr.replaceAll(dir, "<folder>")).toMatch(
    /^error <folder>\/taken\/\.schema: expected a file or folder that can be used here, got ENOTDIR: .*\n1 fault; nothing was changed$/,
  );
});
