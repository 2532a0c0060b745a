import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { recoverCommand } from "../cli/commands/recover.ts";
import { sandboxCommand } from "../cli/commands/sandbox.ts";
import { teardownCommand } from "../cli/commands/teardown.ts";

const ROOT = resolve(import.meta.dirname, "..");
const FOLDER = join(ROOT, "docs/runbooks");
const PAGES = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), "utf8")] as const);

const COMMANDS: Readonly<Record<string, Command>> = Object.fromEntries(
  [recoverCommand(), sandboxCommand(), teardownCommand()].map((command) => [command.name(), command]),
);

/** Words that a page says, and that no command of ours knows. */
function unknownWords(text: string): readonly string[] {
  return [...text.matchAll(/npx atoll ([a-z]+)([^`\n#;,]*)/g)].flatMap(([, name = "", rest = ""]) => {
    if (existsSync(join(ROOT, "cli/commands", `${name}.ts`)) && !Object.hasOwn(COMMANDS, name)) return [];
    const flags = [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, flag = ""]) => flag);
    const known = COMMANDS[name]?.options.map(({ long }) => long) ?? [];
    const strays = flags.filter((flag) => !known.includes(flag)).map((flag) => `${name} ${flag}`);
    return Object.hasOwn(COMMANDS, name) ? strays : [name];
  });
}

describe.each(PAGES)("runbook %s", (_, text) => {
  test("names only commands and options that exist", () => {
    expect(unknownWords(text)).toEqual([]);
  });

  test("names only files that exist", () => {
    const links = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, link = ""]) => join(FOLDER, link));
    const files = [...text.matchAll(/`((?:cli|docs|test)\/[\w./-]+\.(?:ts|md))`/g)].map(([, file = ""]) =>
      join(ROOT, file),
    );
    expect([...links, ...files].filter((file) => !existsSync(file))).toEqual([]);
  });
});

test("the check finds a command and an option that do not exist", () => {
  expect(unknownWords("npx atoll resurrect dev\nnpx atoll recover dev --force")).toEqual([
    "resurrect",
    "recover --force",
  ]);
});
