import type { Command } from "commander";
import { EXIT } from "../exit-codes.ts";
import { examplesOf } from "./examples.ts";
import { pathOf } from "./command-tree.ts";

/** The way of a change, from an edit to the cloud. */
const USUAL_WAY = [
  ["edit inventory/", "one file for each region, cluster, tenant and link"],
  ["atoll check", "every fault at once, each with its place and remedy"],
  ["atoll lock", "addresses for what is new; nothing that is there moves"],
  ["atoll diff HEAD", "what the change does to every stack, without an account"],
  ["atoll policy", "the rules, over the same plans"],
  ["pulumi up --stack dev", "run it; atoll sandbox up dev tries it on this machine"],
] as const;

/** Gives a command and all below it the same help: examples, what comes next, and a hint where something is mistyped. */
export function withHelp(command: Command): Command {
  const path = pathOf(command);
  const asked = ["atoll", "help", path].filter((word) => word !== "").join(" ");
  command.helpCommand(false).configureHelp({ subcommandTerm: termOf });
  command.showHelpAfterError(`Run ${asked} for what there is.`);
  const after = command.parent === null ? topText() : belowText(command);
  if (after !== "") command.addHelpText("after", `\n${after}`);
  for (const one of command.commands) withHelp(one);
  return command;
}

/** That there are options goes without saying. */
function termOf(command: Command): string {
  const args = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? "..." : ""}`;
    return one.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...args].join(" ");
}

function topText(): string {
  const codes = `${EXIT.failed} fault or failure, ${EXIT.changed} changes, ${EXIT.violated} policy violated, ${EXIT.dangerous} dangerous change`;
  return [
    "The usual way of a change:",
    ...columns(USUAL_WAY),
    "",
    "atoll help <command> shows its options with examples. Ends with 0 when all is well,",
    `else: ${codes} (docs/cli.md).`,
  ].join("\n");
}

/** What stands below the options: lines to type, or where a group of commands has them. */
function belowText(command: Command): string {
  const path = pathOf(command);
  const isGroup = command.commands.length > 0;
  const each = isGroup ? `atoll help ${path} <command> shows its options with examples.` : "";
  return [examplesText(path), each].filter((text) => text !== "").join("\n\n");
}

function examplesText(path: string): string {
  const examples = examplesOf(path);
  if (examples.length === 0) return "";
  return ["Examples:", ...examples.flatMap(({ line, does }) => [`  # ${does}`, `  ${line}`])].join("\n");
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
