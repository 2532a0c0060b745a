import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atollProgram } from "../../../cli/program.ts";
import { commandsBelow, pathOf } from "../../../cli/help/command-tree.ts";
import { said } from "../said.ts";

const HAS = (shell: string): boolean => execaSync(shell, ["-c", "true"], { reject: false }).exitCode === 0;

let dir: string;

const ENTRIES = [
  "clusters/dev",
  "clusters/prod",
  "regions/eu",
  "links/office",
  "tenants/acme",
  "tenants/bolt",
];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "atoll-completion-"));
  for (const entry of [...ENTRIES, "tenants/$(touch oops)"]) {
    mkdirSync(join(dir, "inventory", entry, ".."), { recursive: true });
    writeFileSync(join(dir, "inventory", `${entry}.yaml`), "");
  }
  writeFileSync(
    join(dir, "inventory/fleet.yaml"),
    "accounts:\n  work: { id: x }\n  # no: account\n  data:\n    id: y\naddresses:\n  supernets: []\n",
  );
  mkdirSync(join(dir, "other/clusters"), { recursive: true });
  writeFileSync(join(dir, "other/clusters/green.yaml"), "");
  for (const shell of ["bash", "zsh", "fish"]) {
    const { stdout } = await said(atollProgram(), ["completion", shell]);
    writeFileSync(join(dir, `atoll.${shell}`), `${stdout}\n`);
  }
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** How readline splits a line: at spaces, and at each `=`. */
const readlineWords = (line: string): readonly string[] =>
  line
    .split(" ")
    .flatMap((word) => word.split(/(?<==)|(?==)/))
    .map((word) => word || "");

/** What bash offers where a line ends. */
async function bash(line: string): Promise<readonly string[]> {
  const words = readlineWords(line);
  const script = `source ./atoll.bash; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _atoll; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await execa("bash", ["--norc", "-uc", script, "bash", "x", ...words], {
    cwd: dir,
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe("bash", () => {
  test.each([
    ["atoll te", ["tenant", "teardown"]],
    ["atoll tenant ", ["add", "suspend", "resume", "retire", "move", "leftovers", "report"]],
    ["atoll tenant move --t", ["--to"]],
    ["atoll diff --format ", ["text", "markdown", "json", "html"]],
    ["atoll diff --format=m", ["markdown"]],
    ["atoll completion ", ["bash", "zsh", "fish"]],
    ["atoll help cat", ["catalog"]],
    ["atoll catalog pull cert-m", ["cert-manager"]],
  ])("completes what the program says: %s", async (line, expected) => {
    expect(await bash(line)).toEqual(expected);
  });

  test.each([
    ["atoll plan ", ["dev", "prod", "eu", "office"]],
    ["atoll plan dev p", ["prod"]],
    ["atoll upgrade plan ", ["dev", "prod"]],
    ["atoll tenant suspend ", ["acme", "bolt"]],
    ["atoll tenant move acme live --to ", ["dev", "prod"]],
    ["atoll bootstrap ", ["work", "data"]],
    ["atoll plan -i other ", ["green"]],
    ["atoll plan --inventory=other --json g", ["green"]],
    ["atoll upgrade plan dev --to 1.36 --json ", []],
    ["atoll tenant add a", []],
  ])("completes names of the inventory, and what is no name is none: %s", async (line, expected) => {
    expect(await bash(line)).toEqual(expected);
  });

  test("leaves files to the shell itself", async () => {
    expect(await bash("atoll vpc entry --from ")).toEqual([]);
    expect(await bash("atoll vpc entry --from a.json b.json --")).toContain("--vpc");
  });

  test("has nothing to say, and says no more, where there is no inventory", async () => {
    expect(await bash("atoll plan -i nowhere ")).toEqual([]);
    expect(await bash("atoll bootstrap -i nowhere ")).toEqual([]);
  });

  test("knows every command, and each of its options", async () => {
    for (const command of commandsBelow(atollProgram())) {
      const shown = command.createHelp().visibleOptions(command);
      const path = pathOf(command);
      expect(await bash(`atoll ${path}${path === "" ? "" : " "}-`), path).toEqual(
        shown.map(({ long }) => long),
      );
    }
  });
});

test.skipIf(!HAS("zsh"))("zsh describes what it completes, and leaves files to itself", async () => {
  const stubs = `compdef() { :; }; _files() { print FILES; }; _describe() { print -l -- "\${(@P)2}"; }`;
  const zsh = async (...words: readonly string[]) => {
    const script = `${stubs}; source ./atoll.zsh; words=("$@"); CURRENT=$#; _atoll`;
    const { stdout } = await execa("zsh", ["-fc", script, "zsh", ...words], { cwd: dir });
    return stdout.split("\n");
  };
  expect(await zsh("atoll", "plan", "")).toEqual(["dev", "prod", "eu", "office"]);
  expect(await zsh("atoll", "stack", "")).toEqual([
    "init:write Pulumi.<stack>.yaml for every entry that lacks one; values that are there stay",
  ]);
  expect(await zsh("atoll", "plan", "--out", "")).toEqual(["FILES"]);
});

test.skipIf(!HAS("fish"))("fish describes what it completes, and leaves files to itself", async () => {
  const fish = async (line: string) => {
    const script = `source ./atoll.fish; complete -C '${line}'`;
    const { stdout } = await execa("fish", ["--no-config", "-c", script], { cwd: dir });
    return stdout.split("\n");
  };
  expect(await fish("atoll plan p")).toEqual(["prod"]);
  expect(await fish("atoll tenant su")).toEqual([
    "suspend\tstop all that runs of a tenant, and keep its data",
  ]);
  expect(await fish("atoll vpc entry --from other/")).toEqual(["other/clusters/"]);
});
