import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { type Fault, InputError } from "../../fleet/check.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The two command lines that a recovery drives: those of the person who calls it, or those of a sandbox. */
export interface Tools {
  /** Pulumi's name of the project: a backend may hold others with a stack of the same name. */
  readonly project: string;
  /** Where temporary files go. */
  readonly folder: string;
  pulumi(args: readonly string[]): Promise<CommandResult>;
  /** @param env settings beside those of the person, such as credentials of a role */
  aws(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandResult>;
}

/** What is to be installed where a command is missing. */
const INSTALL = {
  pulumi: "install Pulumi CLI 3.259.0 or newer (https://www.pulumi.com/docs/iac/download-install/)",
  aws: "install AWS CLI 2 (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)",
} as const;

/**
 * The `pulumi` and `aws` on PATH, in the project's folder.
 *
 * @param settings variables that both see beside those of the person
 * @param project name in a Pulumi.yaml that may not be there yet
 */
export function toolsOnPath(
  projectFolder: string,
  settings: Readonly<Record<string, string>> = {},
  project = projectName(projectFolder),
): Tools {
  const run =
    (file: keyof typeof INSTALL, own: readonly string[] = []) =>
    async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> => {
      const done = await execa(file, [...args, ...own], {
        cwd: projectFolder,
        env: { ...settings, ...env },
        reject: false,
        stdin: "ignore",
        maxBuffer: 500_000_000,
      });
      if (done.code === "ENOENT") throw new InputError([missing(file)]);
      return { exitCode: done.exitCode ?? 1, stdout: done.stdout, stderr: done.stderr };
    };
  return {
    project,
    folder: projectFolder,
    pulumi: run("pulumi", ["--non-interactive", "--color", "never"]),
    aws: run("aws"),
  };
}

function missing(file: keyof typeof INSTALL): Fault {
  const hint = `${INSTALL[file]}; for a stack of the sandbox, say --sandbox`;
  return { file, path: "", expected: "this command on PATH", got: "none", hint };
}

/** Name in a folder's Pulumi.yaml. */
export function projectName(folder: string): string {
  return (parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as { readonly name: string }).name;
}

/** Standard output of a command that has no reason to fail; the remedy for a failure, where what it said has one. */
export async function must(
  command: Promise<CommandResult>,
  what: string,
  remedy: (failed: CommandResult) => string | undefined = () => undefined,
): Promise<string> {
  const result = await command;
  if (result.exitCode === 0) return result.stdout;
  throw new FailedCommand(what, result.stderr || result.stdout, remedy(result));
}
