import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { EXIT } from "../../../cli/exit-codes.ts";
import { commandsBelow, pathOf } from "../../../cli/help/command-tree.ts";
import { examplesOf } from "../../../cli/help/examples.ts";
import { atollProgram } from "../../../cli/program.ts";
import { said } from "../said.ts";
import { generatedPage, markdownTable } from "../../generated-page.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const PAGE = join(ROOT, "docs/cli.md");

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  failed: "faults of what was given, or something failed; nothing was changed where it says so",
  changed: "something differs: `ci drift`, and `diff` with `--exit-code` alone",
  violated: "a mandatory rule is violated: `policy`, and what applies rules",
  dangerous:
    "a change destroys or replaces what is protected or holds data: `diff`, with `--exit-code` alone",
};

function exitCodes(): string {
  const rows = Object.entries(MEANINGS).map(([name, meaning]) => [
    String(EXIT[name as keyof typeof EXIT]),
    meaning,
  ]);
  const rest = [["130", "it was interrupted by Ctrl-C"]];
  return markdownTable(
    ["Code", "Means"],
    [["0", "all is well, or there is nothing to do"], ...rows, ...rest],
  );
}

/** What Markdown would take for a tag. */
const shown = (text: string): string => text.replaceAll("<", "\\<");

/** A command as the page shows it: what it does, what it takes, and lines to type. */
function section(command: Command): string {
  const path = pathOf(command);
  const help = command.createHelp();
  const depth = "#".repeat(2 + path.split(" ").length);
  const description = command.description();
  const examples = examplesOf(path).flatMap(({ line, does }) => [`# ${does}`, line]);
  const options = help
    .visibleOptions(command)
    .filter(({ long }) => long !== "--help")
    .map((option) => [`\`${option.flags}\``, shown(help.optionDescription(option))]);
  const args = help
    .visibleArguments(command)
    .map((argument) => [`\`${help.argumentTerm(argument)}\``, shown(help.argumentDescription(argument))]);
  const isGroup = command.commands.length > 0 && args.length + options.length === 0;
  return [
    `${depth} ${path}`,
    `${description.charAt(0).toUpperCase()}${shown(description.slice(1))}.`,
    ...(isGroup ? [] : [["```text", `atoll ${path} ${command.usage()}`.trimEnd(), "```"].join("\n")]),
    ...(args.length + options.length === 0
      ? []
      : [markdownTable(["Takes", "Which is"], [...args, ...options])]),
    ...(examples.length === 0 ? [] : [["```sh", ...examples, "```"].join("\n")]),
  ].join("\n\n");
}

test("the page shows every command with its options and examples (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const commands = commandsBelow(atollProgram()).filter((command) => pathOf(command) !== "");
  const blocks = { "exit-codes": exitCodes(), commands: commands.map(section).join("\n\n") };
  const page = await generatedPage(PAGE, blocks);
  expect(page.shown).toBe(page.wanted);
});

test("the page shows what a fault looks like", async () => {
  const { stderr } = await said(atollProgram(), ["check", "-i", "nowhere"]);
  expect(readFileSync(PAGE, "utf8")).toContain(`$ npx atoll check -i nowhere\n${stderr}\n\`\`\``);
});

/** Variables that atoll sets itself, for processes and simulated machines that it starts. */
const OWN = [
  "ATOLL_BUCKET",
  "ATOLL_CLUSTER",
  "ATOLL_CLUSTERS_FOLDER",
  "ATOLL_CLUSTERS_OWNER",
  "ATOLL_REGISTRATION",
  "ATOLL_ROLE",
  "ATOLL_SANDBOX_CLOUD",
  "ATOLL_SECRET",
  "ATOLL_SERVER",
];

test("the page names every variable that one may set", () => {
  const files = ["cli", "sandbox", "stacks", "plan"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|js|mjs)$/.test(name))
      .map((name) => readFileSync(join(ROOT, folder, name), "utf8")),
  );
  const read = files.flatMap((text) => [...text.matchAll(/(?:env\[|\.env\(|_VARIABLE = )"(ATOLL_[A-Z_]+)/g)]);
  const names = [...new Set(read.map(([, name = ""]) => name))].filter((name) => !OWN.includes(name));
  expect(names).toContain("ATOLL_SANDBOX");
  const page = readFileSync(PAGE, "utf8");
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("a number of an exit code stands in one file of the command line", () => {
  const files = readdirSync(join(ROOT, "cli"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const strays = files.filter((name) =>
    /process\.exitCode = [02-9]/.test(readFileSync(join(ROOT, "cli", name), "utf8")),
  );
  expect(strays).toEqual([]);
});
