import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { workflowOf, workflowText } from "./workflow-files.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export interface Ran {
  readonly exitCode: number | undefined;
  readonly said: string;
  /** Command lines that the stubs were called with, in order. */
  readonly called: readonly string[];
  /** What the step handed over, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Folder of the job for what is no part of the checkout. */
  readonly temporary: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** Bodies of stubs in bash, by the name of the command; each call is written down before. */
  readonly stubs: Readonly<Record<string, string>>;
  /** Texts of files that the checkout holds, by their paths. @default - none */
  readonly files?: Readonly<Record<string, string>>;
}

/** Script of a step, by its name or id. */
export function script(workflow: string, job: string, step: string): string {
  const steps = workflowOf(workflowText(workflow)).jobs[job]?.steps ?? [];
  const found = steps.find((one) => one.name === step)?.run;
  if (found === undefined) throw new Error(`${workflow} has no step ${step} in job ${job}`);
  return found;
}

/** Runs a script as GitHub's runner does, in an empty git repository with stubs in front of PATH. */
export async function runStep(text: string, { env = {}, stubs, files = {} }: Surroundings): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "atoll-step-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const bin = join(folder, ".git", "bin");
  await execa("git", ["init", "--quiet", "--initial-branch", "main"], { cwd: folder });
  const identity = [
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@example.com",
    "-c",
    "commit.gpgsign=false",
  ];
  await execa("git", [...identity, "commit", "--quiet", "--allow-empty", "--message", "first"], {
    cwd: folder,
  });
  mkdirSync(bin);
  symlinkSync(join(ROOT, ".github"), join(folder, ".github"));
  const temporary = join(folder, ".git", "temporary");
  mkdirSync(temporary);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const [calls, output, summary] = ["calls", "output", "summary"].map((name) => join(folder, ".git", name));
  for (const [name, body] of Object.entries(stubs)) {
    const path = join(bin, name);
    writeFileSync(path, `#!/usr/bin/env bash\necho "${name} $*" >>"${calls}"\n${body}\n`);
    chmodSync(path, 0o755);
  }
  const { exitCode, all } = await execa("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", text], {
    cwd: folder,
    all: true,
    reject: false,
    env: {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temporary,
      GITHUB_REPOSITORY: "lagoon/fleet",
      GITHUB_REF_NAME: "main",
      ...env,
    },
  });
  const read = (path = ""): string => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const lines = (path = ""): readonly string[] => read(path).split("\n").filter(Boolean);
  const outputs: Readonly<Record<string, string>> = Object.fromEntries(
    lines(output).map((line): [string, string] => {
      const [name = "", value = ""] = line.split(/=(.*)/s);
      return [name, value];
    }),
  );
  return { exitCode, said: all, called: lines(calls), outputs, summary: read(summary), temporary };
}
