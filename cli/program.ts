import { Command } from "commander";
import { addressesCommand } from "./commands/addresses.ts";
import { bootstrapCommand } from "./commands/bootstrap.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { checkCommand } from "./commands/check.ts";
import { ciCommand } from "./commands/ci.ts";
import { completionCommand } from "./commands/completion.ts";
import { diffCommand } from "./commands/diff.ts";
import { helpCommand } from "./commands/help.ts";
import { k3sCommand } from "./commands/k3s.ts";
import { lockCommand } from "./commands/lock.ts";
import { nodesCommand } from "./commands/nodes.ts";
import { planCommand } from "./commands/plan.ts";
import { policyCommand } from "./commands/policy.ts";
import { recoverCommand } from "./commands/recover.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { stackCommand } from "./commands/stack.ts";
import { teardownCommand } from "./commands/teardown.ts";
import { tenantCommand } from "./commands/tenant.ts";
import { upgradeCommand } from "./commands/upgrade.ts";
import { vpcCommand } from "./commands/vpc.ts";
import { withHelp } from "./help/with-help.ts";

/** Commands by what one wants with them, in the order in which one comes to need them. */
const GROUPS: Readonly<Record<string, () => readonly Command[]>> = {
  "Look, offline:": () => [checkCommand(), planCommand(), diffCommand(), policyCommand()],
  "Change the inventory:": () => [lockCommand(), tenantCommand(), upgradeCommand(), vpcCommand()],
  "Explain:": () => [addressesCommand(), nodesCommand(), k3sCommand(), catalogCommand()],
  "Try on this machine:": () => [sandboxCommand()],
  "Run in the cloud:": () => [bootstrapCommand(), stackCommand(), recoverCommand(), teardownCommand()],
  "In a pipeline:": () => [ciCommand()],
  "Set up:": () => [schemaCommand(), completionCommand(), helpCommand()],
};

/** The `atoll` command. Each command sits in its own file and loads what it needs only when it runs. */
export function atollProgram(): Command {
  const program = new Command("atoll")
    .description("check, plan and run a fleet of Kubernetes clusters that is kept as data")
    .version("0.1.0")
    // An option belongs to the command it stands behind: atoll catalog images --json is not one of atoll catalog.
    .enablePositionalOptions();
  for (const [heading, commands] of Object.entries(GROUPS))
    for (const command of commands()) program.addCommand(command.helpGroup(heading));
  return withHelp(program);
}
