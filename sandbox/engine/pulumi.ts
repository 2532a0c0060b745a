import { appendFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { execa } from "execa";
import type { EngineEvent } from "./events.ts";
import { type Sandbox, sandboxEnvironment } from "./folder.ts";

export interface PulumiResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the sandbox's Pulumi CLI; the caller may kill it. It leads a process group of its own. */
export function startPulumi(sandbox: Sandbox, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return execa("pulumi", [...args, "--non-interactive", "--color", "never"], {
    cwd: sandbox.project,
    env: { ...sandboxEnvironment(sandbox), ...env },
    reject: false,
    stdin: "ignore",
    maxBuffer: 500_000_000,
  });
}

/** Runs the sandbox's Pulumi CLI to its end. */
export async function runPulumi(sandbox: Sandbox, ...args: readonly string[]): Promise<PulumiResult> {
  const { exitCode, stdout, stderr } = await startPulumi(sandbox, args);
  return { exitCode: exitCode ?? 1, stdout, stderr };
}

/** As `runPulumi`; a failure is an Error with the CLI's own words. */
export async function mustPulumi(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runPulumi(sandbox, ...args);
  if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${stderr || stdout}`);
  return stdout;
}

/** Selects a stack of the sandbox, and makes it when it is new. */
export async function ensureStack(sandbox: Sandbox, stack: string): Promise<void> {
  await mustPulumi(sandbox, "stack", "select", "--create", stack);
}

/**
 * Runs an operation (`up`, `preview`, `refresh`, `destroy`) and hands on each engine event as it comes. All events of
 * the operation are kept in the sandbox's folder too.
 */
export async function runOperation(
  sandbox: Sandbox,
  args: readonly string[],
  onEvent: (event: EngineEvent) => void,
): Promise<PulumiResult> {
  writeFileSync(sandbox.events, "");
  const child = startPulumi(sandbox, [...args, "--json"], { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
  for await (const line of createInterface({ input: child.stdout })) {
    appendFileSync(sandbox.events, `${line}\n`);
    if (line.startsWith("{")) onEvent(JSON.parse(line) as EngineEvent);
  }
  const { exitCode, stdout, stderr } = await child;
  return { exitCode: exitCode ?? 1, stdout, stderr };
}
