import { runCommandLine } from "./command-line.ts";
import { atollProgram } from "./program.ts";

await runCommandLine(atollProgram(), process.argv.slice(2));
