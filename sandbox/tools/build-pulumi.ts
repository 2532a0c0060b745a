import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { InputError } from "../../fleet/check.ts";
import { inputsHash, toolsFolder } from "./cache.ts";
import { withLockFile } from "./lock-file.ts";
import type { PulumiTool, Tell } from "./pulumi-tool.ts";

/** Module that pins the CLI and everything below it. */
const MODULE = join(import.meta.dirname, "pulumi");
const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

const NO_GO = {
  file: "go",
  path: "",
  expected: "a Go toolchain on PATH, to build the Pulumi CLI",
  got: "none",
  hint: "install Go from https://go.dev/dl, or Pulumi from https://www.pulumi.com/docs/install",
};

/** Builds the Pulumi CLI from its Go module, once per machine and version; about five minutes on two processors. */
export async function buildPulumi(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PulumiTool> {
  const version = pinnedVersion();
  const args = buildArgs(version);
  const folder = join(toolsFolder(env), `pulumi-${buildHash(args)}`);
  const tool: PulumiTool = { path: join(folder, "pulumi"), version, origin: "built" };
  if (existsSync(tool.path)) return tool;
  const waiting = (owner: number) => {
    tell(`process ${owner} is building the Pulumi CLI`);
  };
  await withLockFile(`${folder}.lock`, waiting, async () => {
    if (!existsSync(tool.path)) await build(folder, args, tell);
  });
  return tool;
}

/** Version of the CLI in the module's own list. */
export function pinnedVersion(): string {
  const text = readFileSync(join(MODULE, "go.mod"), "utf8");
  const version = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(text)?.[1];
  if (version === undefined) throw new Error(`${MODULE}/go.mod does not name the Pulumi CLI`);
  return version;
}

function buildArgs(version: string): readonly string[] {
  return [
    "build",
    "-trimpath",
    ...["-tags", "osusergo,grpcnotrace"],
    ...["-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`],
  ];
}

function buildHash(args: readonly string[]): string {
  const files = ["go.mod", "go.sum"].map((file) => readFileSync(join(MODULE, file), "utf8"));
  return inputsHash([...files, ...args, process.platform, process.arch]);
}

/** Packages that the CLI is made of: only to say how far its build is. */
const PACKAGES = 1_750;

/** Builds beside the final place and moves the result there, so that a stopped build leaves nothing half done. */
async function build(folder: string, args: readonly string[], tell: Tell): Promise<void> {
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  tell("building the Pulumi CLI, once per machine: about 5 minutes");
  const run = execa("go", [...args, "-v", "-o", join(partial, "pulumi"), COMMAND], {
    cwd: MODULE,
    env: { CGO_ENABLED: "0" },
    stdin: "ignore",
    reject: false,
  });
  let compiled = 0;
  for await (const line of run.iterable({ from: "stderr" })) {
    if (line.startsWith("go: ")) tell(line.slice("go: ".length));
    else tell(`building the Pulumi CLI: ${(compiled += 1)} packages of about ${PACKAGES} compiled`);
  }
  const done = await run;
  if (done.code === "ENOENT") throw new InputError([NO_GO]);
  if (done.exitCode !== 0) throw buildFailure(done.stderr);
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

const SHOWN_LINES = 20;

function buildFailure(stderr: string): InputError {
  const end = stderr.trim().split("\n").slice(-SHOWN_LINES).join("\n");
  const hint =
    "the module proxy must be reachable (GOPROXY); or install Pulumi from https://www.pulumi.com/docs/install";
  return new InputError([
    { file: "go build", path: "", expected: "a built Pulumi CLI", got: `\n${end}\n`, hint },
  ]);
}
