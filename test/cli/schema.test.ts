import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

test("atoll schema writes the files that editors read, as they are committed", async () => {
  const dir = mkdtempSync(join(tmpdir(), "atoll-schema-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const { stdout } = await execa(process.execPath, [join(ROOT, "cli/main.ts"), "schema", "--inventory", dir]);
  const names = ["cluster.json", "exceptions.json", "fleet.json", "link.json", "region.json", "tenant.json"];
  expect(stdout.split("\n").sort()).toEqual(names.map((name) => join(dir, ".schema", name)));
  expect(readdirSync(join(dir, ".schema")).sort()).toEqual(names);
  for (const name of names) {
    const committed = readFileSync(join(ROOT, "inventory/.schema", name), "utf8");
    expect(readFileSync(join(dir, ".schema", name), "utf8")).toBe(committed);
  }
});
