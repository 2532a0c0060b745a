import type { Command } from "commander";
import { isClosedOutput } from "./closed-output.ts";
import { reportFailure } from "./report.ts";

/**
 * Runs a command with what was typed after it, and tells what goes wrong: for a program where JSON was asked for, for
 * people elsewhere.
 */
export async function runCommandLine(command: Command, args: readonly string[]): Promise<void> {
  let isJson = false;
  command.hook("preAction", (_, action) => {
    isJson = isJsonAsked(action);
  });
  try {
    await command.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!isClosedOutput(error)) reportFailure(error, isJson);
  }
}

/** `--json`, or a format of that name. */
function isJsonAsked(command: Command): boolean {
  const { json, format } = command.opts<{ readonly json?: unknown; readonly format?: unknown }>();
  return json === true || format === "json";
}
