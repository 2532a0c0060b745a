import pc from "picocolors";
import { FailedCommand } from "../fleet/failed-command.ts";
import { faultLine, InputError } from "../fleet/check.ts";

/** Prints what went wrong, for whom it concerns: faults of the input as lines, a bug of ours with its stack. */
export function reportFailure(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof InputError) {
    for (const fault of error.faults) console.error(`${pc.red("error")} ${faultLine(fault)}`);
    const count = error.faults.length;
    console.error(count === 1 ? "1 fault; nothing was changed" : `${count} faults; nothing was changed`);
    return;
  }
  if (error instanceof FailedCommand) {
    console.error(`${pc.red("error")} ${error.message}`);
    return;
  }
  console.error(error);
}
