import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import type * as pb from "@pulumi/pulumi/proto/language_pb.js";

/** A program that exits with this code has already said what is wrong. */
const ALREADY_EXPLAINED = 32;

const children = new Set<ChildProcess>();

/** Ends every program this host started: none may go on registering when its engine is gone. */
export function stopPrograms(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** Runs a Pulumi program to its end through the SDK's runner. */
export async function runProgram(request: pb.RunRequest, engine: string): Promise<pb.RunResponse> {
  const info = request.getInfo();
  const root = info?.getRootDirectory() ?? request.getPwd();
  const child = start("run", [...nodeArguments(info)], runnerArguments(request, engine, root), {
    cwd: request.getPwd(),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: "false",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await exitCode(child);
  const response = new languagePb.RunResponse();
  if (code === ALREADY_EXPLAINED) response.setBail(true);
  else if (code !== 0) response.setError(`the program ended with ${code ?? "a signal"}`);
  return response;
}

function runnerArguments(request: pb.RunRequest, engine: string, root: string): readonly string[] {
  const info = request.getInfo();
  return [
    ...["--monitor", request.getMonitorAddress(), "--engine", engine, "--organization", request.getOrganization()],
    ...["--project", request.getProject(), "--stack", request.getStack(), "--root-directory", root],
    ...["--pwd", request.getPwd(), ...(request.getDryrun() ? ["--dry-run"] : [])],
    ...["--parallel", String(request.getParallel()), info?.getEntryPoint() ?? ".", ...request.getArgsList()],
  ];
}

/** Runs a policy pack for as long as the engine needs it, and streams its output. */
export function runPolicyPack(call: ServerWritableStream<pb.RunPluginRequest, pb.RunPluginResponse>, engine: string): void {
  const { request } = call;
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? request.getProgram();
  const args = [engine, ...request.getArgsList().filter((arg) => arg !== engine), folder];
  const env = Object.fromEntries(request.getEnvList().map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const child = start("run-policy-pack", nodeArguments(info), args, {
    cwd: folder,
    env: { ...process.env, ...env, PULUMI_NODEJS_TYPESCRIPT: "false" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const send = (fill: (response: pb.RunPluginResponse) => void): void => {
    const response = new languagePb.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  child.stdout?.on("data", (bytes: Buffer) => {
    send((response) => response.setStdout(bytes));
  });
  child.stderr?.on("data", (bytes: Buffer) => {
    send((response) => response.setStderr(bytes));
  });
  call.on("cancelled", () => child.kill());
  void exitCode(child).then((code) => {
    send((response) => response.setExitcode(code ?? 1));
    call.end();
  });
}

/** `nodeargs` of Pulumi.yaml, before the script. */
function nodeArguments(info: pb.ProgramInfo | undefined): readonly string[] {
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as { readonly nodeargs?: string };
  return options.nodeargs === undefined || options.nodeargs === "" ? [] : options.nodeargs.split(/\s+/);
}

type Options = Parameters<typeof spawn>[2];

function start(runner: string, nodeArgs: readonly string[], args: readonly string[], options: Options): ChildProcess {
  // The program's own SDK, found from its folder as Node would find it.
  const sdk = createRequire(join(String(options.cwd), "index.js")).resolve(`@pulumi/pulumi/cmd/${runner}/index.js`);
  const child = spawn(process.execPath, [...nodeArgs, sdk, ...args], options);
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}
