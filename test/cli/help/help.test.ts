import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { commandsBelow, pathOf } from "../../../cli/help/command-tree.ts";
import { examplesOf } from "../../../cli/help/examples.ts";
import { atollProgram } from "../../../cli/program.ts";
import { said } from "../said.ts";

const COMMANDS = commandsBelow(atollProgram());
const PATHS = COMMANDS.map(pathOf).filter((path) => path !== "");

/** A terminal's usual width, in characters. */
const WIDTH = 80;

/** How many lines of a top help are still seen at once. */
const SCREEN = 60;

/** Groups that do something by themselves, too. */
const ACTIVE_GROUPS: ReadonlySet<string> = new Set(["catalog", "policy"]);

/** A program that runs nothing: it tells which command was meant, and refuses what that command doesn't know. */
function dryProgram(met: string[]): Command {
  const program = atollProgram();
  for (const command of commandsBelow(program)) {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    // A group has no action; where one is given to it, a word it does not know would count as an argument.
    if (command.commands.length === 0 || ACTIVE_GROUPS.has(command.name()))
      command.action(() => void met.push(pathOf(command)));
  }
  return program;
}

/** What a line hands to atoll: without what a shell does around it. */
function wordsOf(line: string): readonly string[] {
  const [, own = ""] = /(?:^|\| )atoll ([^|>]*)/.exec(line) ?? [];
  return own.split(" ").filter((word) => word !== "");
}

describe("every command", () => {
  test("says what it does in one voice: a verb first, in lower case, without a full stop", () => {
    const strays = COMMANDS.filter((command) =>
      [command.description(), command.summary() || "do"].some((text) => !/^[a-z].*[^.]$/.test(text)),
    );
    expect(strays.map(pathOf)).toEqual([]);
  });

  test("says what each of its arguments and options is", () => {
    const strays = COMMANDS.flatMap((command) => [
      ...command.registeredArguments.filter(({ description }) => description === ""),
      ...command.options.filter(({ description }) => description === ""),
    ]);
    expect(strays).toEqual([]);
  });

  test("has an example, unless it is a group of others", () => {
    const strays = COMMANDS.filter(
      (command) => command.commands.length === 0 && examplesOf(pathOf(command)).length === 0,
    );
    expect(strays.map(pathOf)).toEqual([]);
  });

  test.each(PATHS.filter((path) => examplesOf(path).length > 0))(
    "%s has examples that it understands",
    (path) => {
      for (const { line } of examplesOf(path)) {
        const met: string[] = [];
        if (!line.endsWith("--help")) dryProgram(met).parse([...wordsOf(line)], { from: "user" });
        expect(line.endsWith("--help") ? [path] : met, line).toEqual([path]);
      }
    },
  );

  test("prints JSON, unless it has a format for it, or prints nothing but a script, a text, or JSON as it is", () => {
    const silent = COMMANDS.filter((command) => {
      const isGroup = command.commands.length > 0 && !ACTIVE_GROUPS.has(command.name());
      return !isGroup && !command.options.some(({ long }) => long === "--json");
    });
    expect(silent.map(pathOf)).toEqual([
      "diff",
      "policy explain",
      "sandbox stop",
      "sandbox cloud",
      "ci matrix",
      "ci access",
      "ci comment",
      "completion",
      "help",
    ]);
  });
});

describe("the help", () => {
  test("of atoll fits a screen, with groups and the usual way of a change", async () => {
    const { stdout, exitCode } = await said(atollProgram(), ["help"]);
    const lines = stdout.split("\n");
    expect(exitCode).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(SCREEN);
    expect(lines.filter((line) => line.endsWith(":"))).toEqual([
      "Options:",
      "Look, offline:",
      "Change the inventory:",
      "Explain:",
      "Try on this machine:",
      "Run in the cloud:",
      "In a pipeline:",
      "Set up:",
      "The usual way of a change:",
    ]);
  });

  test("of a command of any depth ends with its examples", async () => {
    const { stdout } = await said(atollProgram(), ["help", "tenant", "move"]);
    expect(stdout.split("\n").slice(-3)).toEqual([
      "Examples:",
      "  # the steps to another cluster",
      "  atoll tenant move cobalt staging --to prod",
    ]);
    expect(stdout.split("\n").filter((line) => line.length > WIDTH)).toEqual([]);
  });

  test("of a group of commands says how to see the examples of one", async () => {
    const { stdout } = await said(atollProgram(), ["help", "tenant"]);
    expect(stdout.split("\n").at(-1)).toBe("atoll help tenant <command> shows its options with examples.");
  });

  test("of a command that is none says which there are, and which was meant", async () => {
    expect(await said(atollProgram(), ["help", "catalog", "pul"])).toEqual({
      stdout: "",
      stderr:
        'error help <command>: expected one of behind, images, pull, got "pul"; did you mean pull\n1 fault; nothing was changed',
      exitCode: 1,
    });
    expect((await said(atollProgram(), ["help", "plan", "dev"])).stderr).toContain(
      "expected no further word",
    );
  });
});
