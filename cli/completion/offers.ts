import type { Argument, Command, Option } from "commander";
import { commandsBelow, pathOf } from "../help/command-tree.ts";

/**
 * What a word of a command line may be: one of these, what the inventory or git has of that kind, or anything, which is
 * the empty kind.
 */
export type Words =
  | { readonly choices: readonly string[] }
  | { readonly kind: "" | "stack" | "cluster" | "tenant" | "account" | "revision" | "path" };

/** Something that may be typed, and what it is. */
interface Offer {
  readonly word: string;
  readonly is: string;
}

/** An option with its value. */
export interface OfferedOption extends Offer {
  /** @default - it is the only form */
  readonly short?: string;
  /** @default - it takes none */
  readonly value?: Words;
  /** Whether several values may follow. */
  readonly isMany: boolean;
}

/** What may follow the words of one command. */
export interface CommandOffers {
  /** Words after `atoll`; empty for `atoll` itself. */
  readonly path: string;
  readonly commands: readonly Offer[];
  readonly options: readonly OfferedOption[];
  /** Its arguments in their order; the last may be given again if it says so. */
  readonly args: readonly Words[];
  readonly isLastMany: boolean;
}

/** What each command of a program offers, of which nothing is planned and nobody is asked. */
export async function offersOf(program: Command): Promise<readonly CommandOffers[]> {
  const { CHART_NAMES } = await import("../../fleet/charts/charts.ts");
  const { ruleNames } = await import("../../policy/rule-names.ts");
  const command = program.commands.map((one) => one.name());
  const lists = { chart: CHART_NAMES, rule: [...ruleNames().keys()], command };
  return commandsBelow(program).map((command) => offers(command, lists));
}

/** Names that are the program's own. */
type Lists = Readonly<Record<"chart" | "rule" | "command", readonly string[]>>;

function offers(command: Command, lists: Lists): CommandOffers {
  const path = pathOf(command);
  const help = command.createHelp();
  const args = command.registeredArguments;
  return {
    path,
    commands: help
      .visibleCommands(command)
      .map((one) => ({ word: one.name(), is: help.subcommandDescription(one) })),
    options: help.visibleOptions(command).map((option) => offeredOption(option, lists)),
    args: args.map((argument) => wordsOf(argument, lists, path)),
    isLastMany: args.at(-1)?.variadic === true,
  };
}

function offeredOption(option: Option, lists: Lists): OfferedOption {
  const takes = option.required || option.optional;
  const word = option.long ?? option.short ?? "";
  return {
    word,
    is: option.description,
    ...(option.short === undefined || option.short === word ? {} : { short: option.short }),
    ...(takes ? { value: optionWords(option, lists) } : {}),
    isMany: option.variadic,
  };
}

function optionWords({ flags, argChoices }: Option, lists: Lists): Words {
  if (argChoices !== undefined) return { choices: argChoices };
  return named(/[<[]([\w-]+)/.exec(flags)?.[1] ?? "", lists);
}

function wordsOf(argument: Argument, lists: Lists, path: string): Words {
  if (argument.argChoices !== undefined) return { choices: argument.argChoices };
  const isTenant = argument.name() === "id" && path.startsWith("tenant ") && path !== "tenant add";
  return named(isTenant ? "tenant" : argument.name(), lists);
}

/** What an argument or a value of this name may be. */
function named(name: string, lists: Lists): Words {
  switch (name) {
    case "stack":
    case "cluster":
    case "tenant":
    case "account":
    case "revision":
      return { kind: name };
    case "base":
    case "head":
      return { kind: "revision" };
    case "dir":
    case "folder":
    case "file":
      return { kind: "path" };
    case "chart":
    case "command":
    case "rule":
      return { choices: lists[name] };
    default:
      return { kind: "" };
  }
}
