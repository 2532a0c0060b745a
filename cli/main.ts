import { Command } from "commander";
import { reportFailure } from "./report.ts";

/** Each command sits in its own file and loads what it needs only when it runs. */
const program = new Command("atoll")
  .description("Plans, checks and runs a fleet of Kubernetes clusters kept as data.")
  .version("0.1.0")
  .showHelpAfterError();

await program.parseAsync().catch(reportFailure);
