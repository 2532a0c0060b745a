import { Command } from "commander";
import { addressesCommand } from "./commands/addresses.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { checkCommand } from "./commands/check.ts";
import { diffCommand } from "./commands/diff.ts";
import { lockCommand } from "./commands/lock.ts";
import { planCommand } from "./commands/plan.ts";
import { policyCommand } from "./commands/policy.ts";
import { recoverCommand } from "./commands/recover.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { reportFailure } from "./report.ts";

/** Each command sits in its own file and loads what it needs only when it runs. */
const program = new Command("atoll")
  .description("Plans, checks and runs a fleet of Kubernetes clusters kept as data.")
  .version("0.1.0")
  .showHelpAfterError();

for (const command of [
  checkCommand(),
  lockCommand(),
  addressesCommand(),
  planCommand(),
  diffCommand(),
  policyCommand(),
  schemaCommand(),
  catalogCommand(),
  recoverCommand(),
  sandboxCommand(),
]) {
  program.addCommand(command);
}

await program.parseAsync().catch(reportFailure);
