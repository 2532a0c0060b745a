import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { findActionlint } from "../../sandbox/tools/actionlint.ts";
import { workflowText } from "../workflows/workflow-files.ts";

const FOLDER = resolve(import.meta.dirname, "../../.github/workflows");
let actionlint = "";

beforeAll(async () => {
  ({ actionlint } = await findActionlint(() => undefined));
}, 900_000);

async function lint(...files: readonly string[]) {
  const { exitCode, all } = await execa(actionlint, ["-no-color", "-oneline", ...files], {
    all: true,
    reject: false,
  });
  return { exitCode, said: all };
}

test("actionlint finds nothing in any workflow", async () => {
  expect(await lint(...readdirSync(FOLDER).map((name) => join(FOLDER, name)))).toEqual({
    exitCode: 0,
    said: "",
  });
});

test("it finds an output that no step has", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atoll-workflow-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "preview.yml");
  writeFileSync(
    file,
    workflowText("preview.yml").replace("steps.diff.outputs.code", "steps.difference.outputs.code"),
  );
  const { exitCode, said } = await lint(file);
  expect(exitCode).toBe(1);
  expect(said).toContain('property "difference" is not defined');
});
