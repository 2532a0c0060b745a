import { Argument, Command } from "commander";

const SHELLS = ["bash", "zsh", "fish"] as const;

/** `atoll completion`: a script by which a shell completes commands, options and names of the inventory. */
export function completionCommand(): Command {
  return new Command("completion")
    .description("print a script that completes commands, options and names of the inventory")
    .summary("print a script that completes command lines")
    .addArgument(new Argument("<shell>", "the shell that reads it").choices(SHELLS))
    .action(async (shell: (typeof SHELLS)[number], _: unknown, command: Command) => {
      const { offersOf } = await import("../completion/offers.ts");
      const { SCRIPTS } = await import("../completion/scripts.ts");
      const program = command.parent ?? command;
      process.stdout.write(SCRIPTS[shell](await offersOf(program)));
    });
}
