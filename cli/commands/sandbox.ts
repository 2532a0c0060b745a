import { Argument, Command } from "commander";
import { inventoryOption } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { dirOption } from "../sandbox-option.ts";
import type { SandboxOptions } from "../sandbox/up.ts";

const OPERATIONS = [
  ["up", "bring a stack up with the real engine and the simulated AWS"],
  ["preview", "show what an up would do"],
  ["refresh", "read the simulated AWS and take what changed into the state"],
  ["destroy", "delete the resources of one stack"],
] as const;

const stackArgument = (): Argument => new Argument("[stack]", "cluster of the inventory").default("dev");

/** `atoll sandbox`: the real engine on this machine, without an account. */
export function sandboxCommand(): Command {
  const command = new Command("sandbox")
    .description("run the real engine on this machine, on simulated AWS")
    .summary("run the real engine here, on simulated AWS");
  for (const [name, description] of OPERATIONS) {
    const operation = add(command, name, description).addArgument(stackArgument()).addOption(jsonOption());
    if (name === "up" || name === "preview")
      operation.option("--no-policy", "leave the rules of policy/ out, to try what they forbid");
    operation.action(async (stack: string, options: SandboxOptions) => {
      const { runStackOperation } = await import("../sandbox/up.ts");
      await runStackOperation(name, stack, options);
    });
  }
  add(command, "down", "tear every stack down and prove that nothing is left")
    .addOption(jsonOption())
    .action(async (options: SandboxOptions) => {
      const { tearDown } = await import("../sandbox/down.ts");
      await tearDown(options);
    });
  addClusterCommands(command);
  command
    .command("cloud")
    .description("play tricks on the simulated AWS: faults, quotas, changes by hand")
    .addOption(dirOption())
    .argument("[words...]", "see atoll sandbox cloud --help")
    .helpOption(false)
    .allowUnknownOption()
    .action(async (words: readonly string[], { dir }: { readonly dir: string }) => {
      const { controlCommand } = await import("../../sandbox/aws/control-command.ts");
      const { sandboxAt } = await import("../../sandbox/engine/folder.ts");
      const asked = ["--cloud", sandboxAt(dir).cloud, ...(words.length === 0 ? ["--help"] : words)];
      await controlCommand(console.log).parseAsync(asked, { from: "user" });
    });
  return command;
}

/** Commands that need no inventory, for they touch what runs already. */
function addClusterCommands(command: Command): void {
  command
    .command("stop")
    .description("stop the clusters' servers; the next up starts them again")
    .addOption(dirOption())
    .action(async ({ dir }: { readonly dir: string }) => {
      const { stopServers } = await import("../sandbox/servers.ts");
      await stopServers(dir);
    });
  command
    .command("nodes")
    .description("give pods that wait for a machine one, as Karpenter would")
    .addOption(dirOption())
    .addOption(jsonOption())
    .action(async ({ dir, json }: { readonly dir: string; readonly json?: boolean }) => {
      const { addNodes } = await import("../sandbox/nodes.ts");
      await addNodes(dir, json === true);
    });
}

function add(command: Command, name: string, description: string): Command {
  return command.command(name).description(description).addOption(inventoryOption()).addOption(dirOption());
}
