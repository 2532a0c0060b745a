import { Command } from "commander";
import { addressesCommand } from "./commands/addresses.ts";
import { bootstrapCommand } from "./commands/bootstrap.ts";
import { catalogCommand } from "./commands/catalog.ts";
import { checkCommand } from "./commands/check.ts";
import { diffCommand } from "./commands/diff.ts";
import { k3sCommand } from "./commands/k3s.ts";
import { lockCommand } from "./commands/lock.ts";
import { nodesCommand } from "./commands/nodes.ts";
import { planCommand } from "./commands/plan.ts";
import { policyCommand } from "./commands/policy.ts";
import { recoverCommand } from "./commands/recover.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { schemaCommand } from "./commands/schema.ts";
import { teardownCommand } from "./commands/teardown.ts";
import { tenantCommand } from "./commands/tenant.ts";
import { upgradeCommand } from "./commands/upgrade.ts";
import { vpcCommand } from "./commands/vpc.ts";
import { stackCommand } from "./commands/stack.ts";
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
  vpcCommand(),
  tenantCommand(),
  planCommand(),
  nodesCommand(),
  k3sCommand(),
  diffCommand(),
  policyCommand(),
  schemaCommand(),
  catalogCommand(),
  recoverCommand(),
  bootstrapCommand(),
  stackCommand(),
  teardownCommand(),
  upgradeCommand(),
  sandboxCommand(),
]) {
  program.addCommand(command);
}

await program.parseAsync().catch(reportFailure);
