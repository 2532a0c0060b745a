import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";

const START = resolve(import.meta.dirname, "../../cli/start.mjs");

type Packages = Readonly<Record<string, { readonly version: string; readonly optional?: boolean }>>;

const WANTED: Packages = {
  "": { version: "1.0.0" },
  "node_modules/a": { version: "2.0.0" },
  "node_modules/for-other-machines": { version: "3.0.0", optional: true },
};

/** Starts a program in a checkout with this in `node_modules`, and an npm that only says that it was asked. */
async function started(installed: Packages | undefined, lock = JSON.stringify({ packages: WANTED })) {
  const root = mkdtempSync(join(tmpdir(), "atoll-start-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  for (const folder of ["cli", "bin", "node_modules"]) mkdirSync(join(root, folder));
  copyFileSync(START, join(root, "cli/start.mjs"));
  writeFileSync(join(root, "hello.js"), 'console.log("hello");');
  writeFileSync(join(root, "package-lock.json"), lock);
  if (installed !== undefined) {
    const text = JSON.stringify({ packages: installed });
    writeFileSync(join(root, "node_modules/.package-lock.json"), text);
  }
  writeFileSync(join(root, "bin/npm"), '#!/bin/sh\necho "npm $*"\n');
  chmodSync(join(root, "bin/npm"), 0o755);
  const env = { PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}` };
  const args = [join(root, "cli/start.mjs"), "--script", "hello.js"];
  const { stdout, stderr } = await execa(process.execPath, args, { env });
  return { stdout, asked: stderr.split("\n").filter((line) => line.startsWith("npm ")) };
}

const ASKED = ["npm ci --no-audit --no-fund --loglevel error"];

test.each<[string, Packages | undefined, readonly string[]]>([
  [
    "asks npm for nothing when all is there, whoever installed it",
    { "node_modules/a": { version: "2.0.0" } },
    [],
  ],
  ["installs what was never installed, or only half", undefined, ASKED],
  ["installs when a package has another version", { "node_modules/a": { version: "1.9.0" } }, ASKED],
  ["installs when a package is missing", {}, ASKED],
])("the start %s", async (_title, installed, asked) => {
  expect(await started(installed)).toEqual({ stdout: "hello", asked });
});

test("the start leaves a lock file that it cannot read to npm, which says what is wrong", async () => {
  expect(await started({}, "<<<<<<< ours")).toEqual({ stdout: "hello", asked: ASKED });
});
