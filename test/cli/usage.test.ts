import { expect, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { said } from "./said.ts";

test.each<[string, readonly string[], string, string]>([
  ["an option that is none", ["check", "--json", "--nope"], "unknown option '--nope'", "atoll help check"],
  [
    "an argument that is missing",
    ["recover", "--json"],
    "missing required argument 'stack'",
    "atoll help recover",
  ],
  [
    "an option without its value",
    ["lock", "--json", "--base"],
    "option '--base <revision>' argument missing",
    "atoll help lock",
  ],
  [
    "an option that is required",
    ["tenant", "add", "ember", "--json"],
    "required option '--name <text>' not specified",
    "atoll help tenant add",
  ],
  [
    "a command that is none",
    ["tenant", "ad", "--json"],
    "unknown command 'ad' (Did you mean add?)",
    "atoll help tenant",
  ],
  [
    "a format beside a revision that is none",
    ["diff", "HEAD", "--format", "json", "--jsn"],
    "unknown option '--jsn'",
    "atoll help diff",
  ],
  ["a group without a command", ["nodes", "--json"], "unknown option '--json'", "atoll help nodes"],
])("%s is a fault in JSON where that was asked for", async (_name, args, got, help) => {
  const { stdout, exitCode } = await said(atollProgram(), args);
  expect({ exitCode, printed: JSON.parse(stdout) as unknown }).toEqual({
    exitCode: 1,
    printed: {
      schema: 1,
      faults: [
        {
          file: "command line",
          path: "",
          expected: "a line that atoll understands",
          got,
          hint: `${help} shows what there is`,
        },
      ],
    },
  });
});

test("what is asked with --help is no fault, with --json beside it or not", async () => {
  const { stdout, exitCode } = await said(atollProgram(), ["check", "--json", "--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^Usage: atoll check /);
});
