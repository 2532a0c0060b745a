import pc from "picocolors";
import { FailedCommand } from "../fleet/failed-command.ts";
import { type Fault, faultLine, InputError } from "../fleet/check.ts";
import { EXIT } from "./exit-codes.ts";
import { unusablePlace } from "./write-out.ts";

/** The form of what `--json` prints. It is raised when a key goes or changes; keys may be added at any time. */
const SCHEMA = 1;

/** Prints what a program reads: one object on standard output. */
export function printJson(content: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify({ schema: SCHEMA, ...content }, undefined, 2));
}

/** Prints what went wrong, for whom it concerns: faults of the input as lines or as JSON, a bug of ours with its stack. */
export function reportFailure(error: unknown, isJson = false): void {
  process.exitCode = EXIT.failed;
  const faults = error instanceof InputError ? error.faults : refusedPlace(error);
  if (faults !== undefined) {
    if (isJson) printJson({ faults });
    else printFaults(faults);
    return;
  }
  if (isJson) printJson({ faults: [], failure: error instanceof Error ? error.message : String(error) });
  if (!(error instanceof FailedCommand)) console.error(error);
  else if (!isJson) console.error(`${pc.red("error")} ${error.message}`);
}

function printFaults(faults: readonly Fault[]): void {
  for (const fault of faults) console.error(`${pc.red("error")} ${faultLine(fault)}`);
  const count = faults.length;
  console.error(count === 1 ? "1 fault; nothing was changed" : `${count} faults; nothing was changed`);
}

/** What the system says of a place that somebody named, and that is no bug of ours. */
const REFUSALS = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EEXIST", "EISDIR"]);

function refusedPlace(error: unknown): readonly Fault[] | undefined {
  if (!(error instanceof Error && "code" in error && "path" in error)) return undefined;
  const { code, path } = error;
  if (typeof code !== "string" || typeof path !== "string" || !REFUSALS.has(code)) return undefined;
  return [unusablePlace(path, error)];
}
