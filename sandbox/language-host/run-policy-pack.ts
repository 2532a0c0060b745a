import { status, type ServerWritableStream } from "@grpc/grpc-js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import type * as pb from "@pulumi/pulumi/proto/language_pb.js";
import { spawnNode } from "./node-process.ts";
import { pulumiScript } from "./run-program.ts";

type Call = ServerWritableStream<pb.RunPluginRequest, pb.RunPluginResponse>;

/**
 * Runs a policy pack as a plugin and streams what it prints, then its exit code. The pack reads its package.json from
 * the working directory, so that is its own folder.
 */
export function runPolicyPack(call: Call): void {
  const { request } = call;
  const pack = request.getInfo()?.getProgramDirectory();
  if (request.getKind() !== "analyzer" || pack === undefined) {
    const details = `expected a policy pack, got a plugin of kind ${request.getKind()}`;
    // A stream that is only destroyed answers nobody: the engine would wait for ever.
    call.emit("error", Object.assign(new Error(details), { code: status.UNIMPLEMENTED, details }));
    return;
  }
  const args = [pulumiScript(pack, "run-policy-pack"), ...request.getArgsList(), pack];
  const child = spawnNode(args, {
    cwd: pack,
    env: { ...process.env, ...environment(request.getEnvList()) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const send = (fill: (response: pb.RunPluginResponse) => void) => {
    const response = new languagePb.RunPluginResponse();
    fill(response);
    call.write(response);
  };
  child.stdout?.on("data", (chunk: Uint8Array) => {
    send((response) => response.setStdout(chunk));
  });
  child.stderr?.on("data", (chunk: Uint8Array) => {
    send((response) => response.setStderr(chunk));
  });
  child.on("close", (code) => {
    send((response) => response.setExitcode(code ?? 1));
    call.end();
  });
  call.on("cancelled", () => child.kill());
}

/** `NAME=value` lines as an environment. */
function environment(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.indexOf("=");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}
