import { Command } from "commander";
import { InputError } from "../../fleet/check.ts";

/** `atoll help`: of a command of any depth, where commander's own looks at the first word only. */
export function helpCommand(): Command {
  return new Command("help")
    .description("show what a command does, its options and examples")
    .summary("show what a command does, with examples")
    .argument("[command...]", "its words, such as tenant add; all commands when none is named")
    .action(async (words: readonly string[], _: unknown, command: Command) => {
      const { didYouMean } = await import("../../fleet/read/issues.ts");
      let shown = command.parent ?? command;
      for (const word of words) {
        const next = shown.commands.find((one) => one.name() === word);
        if (next === undefined) {
          const known = shown.commands.map((one) => one.name());
          const expected = known.length === 0 ? "no further word" : `one of ${known.join(", ")}`;
          const hint = didYouMean(word, known);
          const fault = { file: "help", path: "<command>", expected, got: JSON.stringify(word) };
          throw new InputError([hint === undefined ? fault : { ...fault, hint }]);
        }
        shown = next;
      }
      shown.outputHelp();
    });
}
