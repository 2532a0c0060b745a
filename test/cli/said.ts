import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import { runCommandLine } from "../../cli/command-line.ts";

/** What a command has said, as a person or a pipeline reads it: without colours, without the newline at its end. */
export interface Said {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | string;
}

/** Runs a command inside this process, as the command line runs it, and catches what it says. */
export async function said(command: Command, args: readonly string[]): Promise<Said> {
  const caught = { stdout: "", stderr: "" };
  const { log, error } = console;
  const write = process.stdout.write.bind(process.stdout);
  console.log = (text: string) => void (caught.stdout += `${text}\n`);
  console.error = (text: string) => void (caught.stderr += `${text}\n`);
  process.stdout.write = (text) => (caught.stdout += String(text)) !== "";
  try {
    await runCommandLine(command, args);
    const exitCode = process.exitCode ?? 0;
    return { stdout: plain(caught.stdout), stderr: plain(caught.stderr), exitCode };
  } finally {
    Object.assign(console, { log, error });
    process.stdout.write = write;
    process.exitCode = undefined;
  }
}

const plain = (text: string): string => stripVTControlCharacters(text).replace(/\n$/, "");
