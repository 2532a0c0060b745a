import { readFileSync } from "node:fs";
import type { CommandOffers, OfferedOption, Words } from "./offers.ts";

/**
 * What atoll offers, and what picks from it, in the language that all shells of the family of `sh` share. Names are
 * those of files in the inventory: no process is ever started but git, and that only for revisions.
 */
export function candidatesScript(offers: readonly CommandOffers[]): string {
  return `_atoll_commands() {
  case "$1" in
${cases(offers, ({ commands }) => printed(commands.map(({ word, is }) => [word, is])))}
  esac
}

_atoll_is_command() {
  case "$1" in
    ${offers.map(({ path }) => quoted(path)).join(" | ")}) return 0 ;;
  esac
  return 1
}

_atoll_options() {
  case "$1" in
${cases(offers, ({ options }) => printed(options.map(({ word, is }) => [word, is])))}
  esac
}

# Sets what value an option of a command takes; empty when it takes none.
_atoll_value() {
  _atoll_kind='' _atoll_many=''
  case "$1 $2" in
${offers.flatMap(valueCases).join("\n")}
  esac
}

# Sets what the argument of a command is, counted from 0.
_atoll_argument() {
  _atoll_kind=''
  case "$1 $2" in
${offers.flatMap(argumentCases).join("\n")}
  esac
}

${readFileSync(new URL("candidates.sh", import.meta.url), "utf8")}`;
}

/** A text that a shell takes as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function cases(offers: readonly CommandOffers[], body: (one: CommandOffers) => string | undefined): string {
  return offers
    .flatMap((one) => {
      const said = body(one);
      return said === undefined ? [] : [`    ${quoted(one.path)}) ${said} ;;`];
    })
    .join("\n");
}

function printed(rows: readonly (readonly [string, string])[]): string | undefined {
  if (rows.length === 0) return undefined;
  return `printf '%s\\n' ${rows.map(([word, is]) => quoted(`${word}\t${is}`)).join(" ")}`;
}

function valueCases({ path, options }: CommandOffers): readonly string[] {
  return options.flatMap((option) => {
    if (option.value === undefined) return [];
    const forms = formsOf(option).map((form) => quoted(`${path} ${form}`));
    const many = option.isMany ? " _atoll_many=yes" : "";
    return [`    ${forms.join(" | ")}) _atoll_kind=${quoted(kindOf(option.value) || "any")}${many} ;;`];
  });
}

const formsOf = ({ word, short }: OfferedOption): readonly string[] =>
  short === undefined ? [word] : [word, short];

function argumentCases({ path, args, isLastMany }: CommandOffers): readonly string[] {
  return args.flatMap((words, index) => {
    const kind = kindOf(words);
    if (kind === "") return [];
    const isRest = isLastMany && index === args.length - 1;
    const at = quoted(`${path} ${isRest ? "" : index}`);
    return [`    ${at}${isRest ? "*" : ""}) _atoll_kind=${quoted(kind)} ;;`];
  });
}

const kindOf = (words: Words): string => ("choices" in words ? `=${words.choices.join(" ")}` : words.kind);
