import type { Command, CommanderError } from "commander";
import { InputError } from "../fleet/check.ts";
import { pathOf } from "./help/command-tree.ts";

/** What is wrong with a command line, for a program; people read it with its help. */
export function usageFault({ message }: CommanderError, command: Command): InputError {
  const help = ["atoll", "help", pathOf(command)].filter((word) => word !== "").join(" ");
  const got = message.replace(/^error: /, "");
  const expected = "a line that atoll understands";
  return new InputError([
    { file: "command line", path: "", expected, got, hint: `${help} shows what there is` },
  ]);
}
