import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { sandboxEnvironment } from "./environment.ts";
import type { EngineEvent } from "./events.ts";
import type { Sandbox } from "./folder.ts";

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  /** What ended it, when something did. */
  readonly signal?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the sandbox's Pulumi CLI; the caller may kill it. */
export function startPulumi(
  sandbox: Sandbox,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  return execa(join(sandbox.bin, "pulumi"), [...args, ...PLAIN], {
    ...{ ...settingsOf(sandbox), env: { ...sandboxEnvironment(sandbox), ...env } },
    stdin: "ignore",
  });
}

const PLAIN = ["--non-interactive", "--color", "never"];

const settingsOf = (sandbox: Sandbox) =>
  ({
    cwd: sandbox.project,
    env: sandboxEnvironment(sandbox),
    extendEnv: false,
    reject: false,
    maxBuffer: 500_000_000,
  }) as const;

/** Puts a secret into a stack's configuration; no list of processes and no failure shows it. */
export async function setSecret(sandbox: Sandbox, stack: string, key: string, value: string): Promise<void> {
  const args = ["config", "set", "--secret", "--stack", stack, key];
  const { exitCode, stdout, stderr } = await execa(join(sandbox.bin, "pulumi"), [...args, ...PLAIN], {
    ...settingsOf(sandbox),
    input: value,
  });
  if (exitCode !== 0) throw new FailedCommand(`pulumi ${args.join(" ")}`, stderr || stdout);
}

/** Runs the sandbox's Pulumi CLI to its end. A failing command is a result, not an error. */
export async function runPulumi(sandbox: Sandbox, ...args: readonly string[]): Promise<CommandResult> {
  const { exitCode, stdout, stderr } = await startPulumi(sandbox, args);
  return { exitCode: exitCode ?? 1, stdout, stderr };
}

/** As `runPulumi`, for commands that have no reason to fail; answers with what was printed. */
export async function mustPulumi(sandbox: Sandbox, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runPulumi(sandbox, ...args);
  if (exitCode === 0) return stdout;
  const hint = "Where an earlier run was killed: npx atoll recover <stack> --sandbox";
  throw new FailedCommand(`pulumi ${args.join(" ")}`, stderr || stdout, hint);
}

/** An operation that runs. */
export interface RunningOperation<Result> {
  /** Process id of the CLI. */
  readonly pid: number | undefined;
  readonly result: Promise<Result>;
}

/**
 * Starts an operation (`up`, `preview`, `refresh`, `destroy`) and hands on each engine event as it comes. The events
 * stay in the sandbox's folder, by stack and operation.
 */
export function startOperation(
  sandbox: Sandbox,
  {
    name,
    stack,
    flags,
    env,
  }: {
    readonly name: string;
    readonly stack: string;
    readonly flags: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  },
  onEvent: (event: EngineEvent) => void,
): RunningOperation<CommandResult> {
  const child = startPulumi(sandbox, [name, "--stack", stack, ...flags, "--json"], {
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    ...env,
  });
  const log = createWriteStream(join(sandbox.events, `${stack}-${name}.jsonl`));
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    log.write(`${line}\n`);
    if (line.startsWith("{")) onEvent(JSON.parse(line) as EngineEvent);
  });
  const result = Promise.all([child, once(lines, "close")]).then(([{ exitCode, signal, stdout, stderr }]) => {
    log.end();
    return { exitCode: exitCode ?? 1, stdout, stderr, ...(signal === undefined ? {} : { signal }) };
  });
  return { pid: child.pid, result };
}
