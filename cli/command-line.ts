import { type Command, CommanderError } from "commander";
import { isClosedOutput } from "./closed-output.ts";
import { commandsBelow } from "./help/command-tree.ts";
import { reportFailure } from "./report.ts";
import { usageFault } from "./usage-fault.ts";

/**
 * Runs a command with what was typed after it, and tells what goes wrong: for a program where JSON was asked for, for
 * people elsewhere.
 */
export async function runCommandLine(command: Command, args: readonly string[]): Promise<void> {
  const isJson = isJsonAsked(args);
  let entered = command;
  for (const one of commandsBelow(command)) {
    one.exitOverride().hook("preSubcommand", (_, below) => {
      entered = below;
    });
    if (isJson) one.configureOutput({ writeErr: () => undefined });
  }
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
      if (isJson && error.exitCode !== 0) reportFailure(usageFault(error, entered), true);
    } else if (!isClosedOutput(error)) reportFailure(error, isJson);
  }
}

/** `--json`, or a format of that name. What is behind `--` is no option. */
function isJsonAsked(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end < 0 ? args : args.slice(0, end);
  return options.some(
    (word, index) =>
      word === "--json" || word === "--format=json" || (word === "json" && options[index - 1] === "--format"),
  );
}
