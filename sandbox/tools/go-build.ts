import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { InputError } from "../../fleet/check.ts";
import { inputsHash, toolsFolder } from "./cache.ts";
import { withLockFile } from "./lock-file.ts";
import type { Tell } from "./tell.ts";

/** Programs that one Go module pins and that are built together. */
export interface GoProject {
  /** Begins the name of the cached folder. */
  readonly name: string;
  /** What people call it: `the Pulumi CLI`. */
  readonly title: string;
  /** Folder of go.mod and go.sum, which pin the programs and everything below them. */
  readonly module: string;
  /** Import path of each program, by the name of its executable. */
  readonly programs: Readonly<Record<string, string>>;
  /** Flags of `go build`. */
  readonly flags: readonly string[];
  /** Packages that get compiled: only to say how far the build is. */
  readonly packages: number;
  /** How long it takes on two processors, in minutes. Range 1..60. */
  readonly minutes: number;
  /** Another way to get the programs: `Pulumi from https://...`. @default - there is none */
  readonly elsewhere?: string;
}

interface Surroundings {
  readonly tell: Tell;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Builds what a module pins, once per machine and set of inputs. @returns the folder of the executables */
export async function buildGoProject(
  project: GoProject,
  tell: Tell,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const folder = join(toolsFolder(env), `${project.name}-${buildHash(project)}`);
  const isBuilt = (): boolean =>
    Object.keys(project.programs).every((name) => existsSync(join(folder, name)));
  if (isBuilt()) return folder;
  const waiting = (owner: number): void => {
    tell(`process ${owner} is building ${project.title}`);
  };
  await withLockFile(`${folder}.lock`, waiting, async () => {
    if (!isBuilt()) await build(project, folder, { tell, env });
  });
  return folder;
}

/** Version that a module's own list gives to one of its dependencies, without its `v`. */
export function pinnedVersion(module: string, dependency: string): string {
  const lines = readFileSync(join(module, "go.mod"), "utf8").split("\n");
  const line = lines.map((one) => one.trim().split(" ")).find(([path]) => path === dependency);
  if (line?.[1] === undefined) throw new Error(`${module}/go.mod does not name ${dependency}`);
  return line[1].replace(/^v/, "");
}

function buildArgs({ flags }: GoProject): readonly string[] {
  return ["build", "-trimpath", ...flags];
}

function buildHash(project: GoProject): string {
  const files = ["go.mod", "go.sum"].map((file) => readFileSync(join(project.module, file), "utf8"));
  return inputsHash([...files, ...buildArgs(project), process.platform, process.arch]);
}

/** Builds beside the final place and moves the result there, so that a stopped build leaves nothing half done. */
async function build(project: GoProject, folder: string, { tell, env }: Surroundings): Promise<void> {
  const { title, module, programs } = project;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  tell(`building ${title}, once per machine: about ${project.minutes} minutes`);
  await compile(project, [...buildArgs(project), "-v", "-o", `${partial}/`, ...Object.values(programs)], {
    tell,
    env,
  });
  for (const [name, path] of Object.entries(programs))
    renameSync(join(partial, builtName(path)), join(partial, name));
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  tell(`built ${title} from ${basename(module)}/go.mod`);
}

/** Go calls an executable after the last part of its path that is not a major version. */
function builtName(path: string): string {
  return basename(path.replace(/\/v\d+$/, ""));
}

async function compile(
  project: GoProject,
  args: readonly string[],
  { tell, env }: Surroundings,
): Promise<void> {
  const { title, module, packages } = project;
  const run = execa("go", args, {
    ...{ cwd: module, stdin: "ignore", reject: false },
    env: { ...env, CGO_ENABLED: "0" },
    extendEnv: false,
  });
  let compiled = 0;
  for await (const line of run.iterable({ from: "stderr" })) {
    if (line.startsWith("go: ")) tell(line.slice("go: ".length));
    else tell(`building ${title}: ${(compiled += 1)} packages of about ${packages} compiled`);
  }
  const done = await run;
  if (done.code === "ENOENT") throw noGo(project);
  if (done.exitCode !== 0) throw buildFailure(project, done.stderr);
}

function noGo({ title, elsewhere }: GoProject): InputError {
  const expected = `a Go toolchain on PATH, to build ${title}`;
  const hint = `install Go from https://go.dev/dl${elsewhere === undefined ? "" : `, or ${elsewhere}`}`;
  return new InputError([{ file: "go", path: "", expected, got: "none", hint }]);
}

const SHOWN_LINES = 20;

function buildFailure({ title, elsewhere }: GoProject, stderr: string): InputError {
  const end = stderr.trim().split("\n").slice(-SHOWN_LINES).join("\n");
  const other = elsewhere === undefined ? "" : `; or install ${elsewhere}`;
  const hint = `the module proxy must be reachable (GOPROXY)${other}`;
  return new InputError([
    { file: "go build", path: "", expected: `${title} built`, got: `\n${end}\n`, hint },
  ]);
}
