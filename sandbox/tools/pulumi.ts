import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa, ExecaError } from "execa";
import { ROOT } from "../engine/folder.ts";

/** Version that is built from its Go module, and the oldest one that is used when it is on PATH. */
const VERSION = "3.259.0";
const MODULE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_FLAG = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const FOLDER = join(ROOT, "sandbox/tools/pulumi");

/** A build that holds the lock longer than this has died. */
const BUILD_MINUTES = 20;
const PROGRESS_SECONDS = 15;

export interface PulumiTool {
  /** Path of the executable. */
  readonly path: string;
  /** True when it was built here, and so comes without a language host. */
  readonly built: boolean;
  readonly version: string;
}

/** Pulumi's CLI: the one on PATH when it is recent enough, else built once from its Go module and cached. */
export async function findPulumi(progress: (line: string) => void): Promise<PulumiTool> {
  const installed = await installedPulumi();
  if (installed !== undefined) return installed;
  const path = join(cacheFolder(), `pulumi-${inputsHash()}`, "pulumi");
  if (!existsSync(path)) await buildOnce(path, progress);
  return { path, built: true, version: VERSION };
}

async function installedPulumi(): Promise<PulumiTool | undefined> {
  const { stdout, exitCode } = await execa("pulumi", ["version"], { reject: false });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(String(stdout))?.[1];
  if (exitCode !== 0 || version === undefined || !isRecent(version)) return undefined;
  const { stdout: path } = await execa("sh", ["-c", "command -v pulumi"]);
  return { path: path.trim(), built: false, version };
}

/** Same major version, and not older. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = VERSION.split(".").map(Number);
  return major === wantedMajor && minor >= wantedMinor;
}

/** Shared by all checkouts of this user. */
function cacheFolder(): string {
  const base = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(process.env["ATOLL_CACHE"] ?? join(base, "atoll"), "tools");
}

/** Changes when anything that goes into the build changes. */
function inputsHash(): string {
  const hash = createHash("sha256").update(`${VERSION} ${process.platform} ${process.arch}`);
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(FOLDER, file)));
  return hash.digest("hex").slice(0, 16);
}

/** Builds unless another process is at it; then waits for that one. */
async function buildOnce(path: string, progress: (line: string) => void): Promise<void> {
  const lock = `${path}.building`;
  mkdirSync(join(path, ".."), { recursive: true });
  const deadline = Date.now() + BUILD_MINUTES * 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (existsSync(path)) return;
      if (Date.now() > deadline) rmSync(lock, { recursive: true, force: true });
      await sleep(1_000);
    }
  }
  try {
    if (!existsSync(path)) await build(path, progress);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function build(path: string, progress: (line: string) => void): Promise<void> {
  const started = Date.now();
  const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  progress(`building the Pulumi CLI ${VERSION} from its Go module: about 5 minutes on 2 cores, once`);
  const timer = setInterval(() => {
    progress(`still building the Pulumi CLI, ${elapsed()}`);
  }, PROGRESS_SECONDS * 1000);
  const flags = ["-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${VERSION_FLAG}=v${VERSION}`];
  try {
    await execa("go", ["build", ...flags, "-o", `${path}.new`, MODULE], { cwd: FOLDER, env: { CGO_ENABLED: "0" } });
    renameSync(`${path}.new`, path);
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    const noGo = error.code === "ENOENT";
    const reason = noGo ? "there is no go command; install Go 1.25 or newer from go.dev" : error.stderr;
    throw new Error(`the Pulumi CLI could not be built: ${String(reason)}`, { cause: error });
  } finally {
    clearInterval(timer);
  }
  progress(`built the Pulumi CLI in ${elapsed()}`);
}
