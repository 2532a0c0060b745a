import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { said } from "./said.ts";

const PREVIEW = "write it again with pulumi preview --json --stack <stack> > <file>";
const PLAN = "write it again with atoll plan --out <dir>, or atoll plan --json > <file>";
const BODY = "write it with atoll diff --format markdown --out <file>";
const SAVED = "save it with aws ec2 describe-vpcs --output json > <file>";
const ELSEWHERE = "name a place that you may write to";
const COMMENT = ["ci", "comment", "--repository", "a/b", "--pull", "1", "--body-file"];

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "atoll-places-"));
  mkdirSync(join(dir, "plans/dev.json"), { recursive: true });
  writeFileSync(join(dir, "other.json"), "{}");
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each<[string, readonly string[], string]>([
  [
    "a folder for a preview",
    ["diff", "--preview", "@"],
    `@: expected a preview as JSON, got a folder; ${PREVIEW}`,
  ],
  [
    "a preview that is not there",
    ["diff", "--preview", "@/none"],
    `@/none: expected a preview as JSON, got nothing at this path; ${PREVIEW}`,
  ],
  [
    "another document for a preview",
    ["diff", "--preview", "@/other.json"],
    `@/other.json steps: expected a preview as JSON, got nothing; ${PREVIEW}`,
  ],
  [
    "a folder for a plan",
    ["diff", "--plans", "@/plans", "@/other.json"],
    `@/plans/dev.json: expected a plan as JSON, got a folder; ${PLAN}`,
  ],
  [
    "another document for a plan",
    ["diff", "--plans", "@/other.json", "@/other.json"],
    `@/other.json schema: expected a plan of schema 1, got nothing; ${PLAN}`,
  ],
  [
    "a comment that is not there",
    [...COMMENT, "@/none"],
    `@/none: expected the text of a comment, got nothing at this path; ${BODY}`,
  ],
  ["a folder for a comment", [...COMMENT, "@"], `@: expected the text of a comment, got a folder; ${BODY}`],
  [
    "a folder for what AWS says",
    ["vpc", "entry", "--from", "@"],
    `@: expected a file that can be read, got a folder; ${SAVED}`,
  ],
  [
    "outputs where no file can be",
    ["ci", "access", "--output", "/proc/none"],
    `/proc/none: expected a file or folder that can be used here, got ENOENT: no such file or directory, open '/proc/none'; ${ELSEWHERE}`,
  ],
  [
    "a picture where a folder is",
    ["addresses", "show", "--svg", "@"],
    `@: expected a file or folder that can be used here, got EISDIR: illegal operation on a directory, open '@'; ${ELSEWHERE}`,
  ],
])("%s is a fault that says what to do", async (_name, args, expected) => {
  vi.stubEnv("GITHUB_TOKEN", "none");
  const here = (text: string): string => text.replaceAll("@", dir);
  const { stdout, stderr, exitCode } = await said(atollProgram(), args.map(here));
  expect({ stdout, exitCode, first: stderr.split("\n").find((line) => line.startsWith("error")) }).toEqual({
    stdout: "",
    exitCode: 1,
    first: `error ${here(expected)}`,
  });
});
