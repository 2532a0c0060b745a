import { createRequire } from "node:module";
import { join } from "node:path";
import type * as pb from "@pulumi/pulumi/proto/language_pb.js";
import { spawnNode } from "./node-process.ts";

/** Exit code of a program that has told its user itself what is wrong. */
const EXPLAINED = 32;

/** How a program ended. */
export interface RunResult {
  /** Empty when all went well. */
  readonly error: string;
  /** The reason is on the screen already, so the engine adds none. */
  readonly bail: boolean;
}

/** Settings below `runtime.options` of Pulumi.yaml that this host knows. */
interface RuntimeOptions {
  /** Words for Node itself, before the script. @default - none */
  readonly nodeargs?: string;
  /** Whether Pulumi's old loader compiles the program. @default true */
  readonly typescript?: boolean;
}

/** Runs the Node program of one preview, update or refresh, and waits for its end. */
export function runProgram(request: pb.RunRequest): Promise<RunResult> {
  const info = request.getInfo();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
  const directory = info?.getProgramDirectory() ?? request.getPwd();
  const script = pulumiScript(directory, "run");
  const child = spawnNode([...nodeArgs(options), script, ...programArgs(request)], {
    cwd: directory,
    env: { ...process.env, ...programEnv(request, options) },
    // What the program prints goes through this process to the engine, which shows it.
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve(runResult(code, signal));
    });
  });
}

/** A script that comes with `@pulumi/pulumi`, from where the program itself would load it. */
export function pulumiScript(directory: string, name: string): string {
  return createRequire(join(directory, "index.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
}

/** Words of `nodeargs`. */
export function nodeArgs(options: RuntimeOptions): readonly string[] {
  return (options.nodeargs ?? "").split(" ").filter((word) => word !== "");
}

/** Arguments of `@pulumi/pulumi/cmd/run`; the entry point comes last. */
export function programArgs(request: pb.RunRequest): readonly string[] {
  return [
    ...["--monitor", request.getMonitorAddress()],
    ...["--engine", process.argv.at(-1) ?? ""],
    ...["--organization", request.getOrganization()],
    ...["--project", request.getProject()],
    ...["--root-directory", request.getInfo()?.getRootDirectory() ?? ""],
    ...["--stack", request.getStack()],
    ...["--pwd", request.getPwd()],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ...["--parallel", `${request.getParallel()}`],
    request.getInfo()?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
}

function programEnv(request: pb.RunRequest, options: RuntimeOptions): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: `${options.typescript ?? true}`,
  };
}

function runResult(code: number | null, signal: NodeJS.Signals | null): RunResult {
  if (code === 0) return { error: "", bail: false };
  if (code === EXPLAINED) return { error: "", bail: true };
  const how = signal === null ? `exited with code ${code ?? "unknown"}` : `was ended by ${signal}`;
  return { error: `the program ${how}`, bail: false };
}
