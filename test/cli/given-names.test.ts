import { expect, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { said } from "./said.ts";

test.each<[string, readonly string[], string]>([
  [
    "a tenant that was mistyped",
    ["tenant", "leftovers", "cobal", "--sandbox", "/nowhere"],
    'leftovers: expected a tenant that the lock knows, got "cobal"; did you mean cobalt',
  ],
  [
    "a region where a cluster is asked for",
    ["nodes", "explain", "eu-central"],
    'cluster "eu-central": expected one of dev, prod',
  ],
  [
    "a cluster that was mistyped",
    ["upgrade", "plan", "prdo"],
    'cluster "prdo": expected one of dev, prod; did you mean prod',
  ],
  [
    "half of what check needs to know",
    ["check", "--as", "tenant:cobalt"],
    "check: expected both --changed-by and --as, or neither, got --as alone; such as --changed-by main --as tenant:cobalt",
  ],
  [
    "the other half",
    ["check", "--changed-by", "main"],
    "check: expected both --changed-by and --as, or neither, got --changed-by alone; such as --changed-by main --as tenant:cobalt",
  ],
  [
    "jobs for no stacks",
    ["ci", "matrix"],
    "atoll ci matrix: expected one of --base <revision> and --all, got none; --base origin/main takes what the branch changes",
  ],
  [
    "jobs for all stacks and for some",
    ["ci", "matrix", "--all", "--base", "main"],
    "atoll ci matrix: expected one of --base <revision> and --all, got both; --base origin/main takes what the branch changes",
  ],
])("%s is a fault that says what was given, and what to do", async (_name, args, expected) => {
  expect(await said(atollProgram(), args)).toEqual({
    stdout: "",
    stderr: `error ${expected}\n1 fault; nothing was changed`,
    exitCode: 1,
  });
});
