import { goOnUnread } from "./closed-output.ts";
import { runCommandLine } from "./command-line.ts";
import { atollProgram } from "./program.ts";

goOnUnread();
await runCommandLine(atollProgram(), process.argv.slice(2));
