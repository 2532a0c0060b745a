import type { Command } from "commander";

/** The words of a command after `atoll`, such as `tenant add`; empty for `atoll` itself. */
export function pathOf(command: Command): string {
  const above = command.parent === null ? undefined : pathOf(command.parent);
  if (above === undefined) return "";
  return above === "" ? command.name() : `${above} ${command.name()}`;
}

/** A command and all below it, in the order of help. */
export function commandsBelow(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(commandsBelow)];
}
