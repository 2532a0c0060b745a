import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeRendered } from "../../../cli/k3s/written-files.ts";
import { faultsOf } from "../../fleet/written-inventory.ts";

const FILES = new Map([
  ["README.md", "guide\n"],
  ["ada/config.yaml", "node-name: ada\n"],
]);

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-rendered-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

test("files are written once, and again only when they are others", () => {
  const dir = folder();
  expect(writeRendered(dir, FILES, false)).toEqual({ written: ["README.md", "ada/config.yaml"], left: [] });
  expect(readFileSync(join(dir, "ada/config.yaml"), "utf8")).toBe("node-name: ada\n");
  expect(writeRendered(dir, FILES, false)).toEqual({ written: [], left: [] });
  const changed = new Map([...FILES, ["README.md", "another guide\n"]]);
  expect(writeRendered(dir, changed, false)).toEqual({ written: ["README.md"], left: [] });
});

test("a file that was edited and one of somebody else are left alone, and then nothing is written", () => {
  const dir = folder();
  writeRendered(dir, new Map([["README.md", "older guide\n"]]), false);
  writeFileSync(join(dir, "README.md"), "my guide\n");
  writeFileSync(join(dir, "notes.txt"), "mine\n");
  const files = new Map([...FILES, ["notes.txt", "yours\n"]]);
  const lines = faultsOf(() => writeRendered(dir, files, false)).map((line) => line.replace(dir, "<folder>"));
  const wanted = "expected a file that was written by this command and not edited since";
  expect(lines).toEqual([
    `<folder>/README.md: ${wanted}, got an edited one; move it away, or write over it with --force`,
    `<folder>/notes.txt: ${wanted}, got one of somebody else; move it away, or write over it with --force`,
  ]);
  expect(readFileSync(join(dir, "README.md"), "utf8")).toBe("my guide\n");
  expect(() => readFileSync(join(dir, "ada/config.yaml"))).toThrow("ENOENT");
});

test("with force, files are written over, and an edited record makes every file somebody's", () => {
  const dir = folder();
  writeRendered(dir, FILES, false);
  writeFileSync(join(dir, ".atoll-rendered.json"), "[");
  const changed = new Map([...FILES, ["README.md", "another guide\n"]]);
  expect(faultsOf(() => writeRendered(dir, changed, false))).toHaveLength(1);
  expect(writeRendered(dir, changed, true).written).toEqual(["README.md"]);
});

test("files of a host that is gone are left, and told each time", () => {
  const dir = folder();
  writeRendered(dir, FILES, false);
  const fewer = new Map([["README.md", "guide\n"]]);
  const again = { written: [], left: ["ada/config.yaml"] };
  expect(writeRendered(dir, fewer, false)).toEqual(again);
  expect(writeRendered(dir, fewer, false)).toEqual(again);
});
