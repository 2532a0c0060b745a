import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { askedUntilNow } from "../../fleet/later.ts";
import { type ApiAnswer, type ApiRequest, type ClusterApi } from "./cluster-api.ts";

const TIMEOUT_MILLISECONDS = 30_000;

/** @see https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches */
const METADATA_OF = {
  object: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
  list: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
} as const;

/** How the kubectl of a person or of a sandbox is started. */
export interface Kubectl {
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The shell gives kubectl its end when its own standard input ends, as it does when this process dies, however it dies:
 * nobody else may use the socket then. The folder goes with it.
 */
const UNTIL_WE_END =
  'folder=$0; "$@" & pid=$!; exec >/dev/null 2>&1; cat; kill $pid; wait $pid; rm -rf "$folder"';

/** A proxy that knows the way, the certificate and the token, so that one token serves many requests. */
export async function startKubectlProxy(
  { command, env }: Kubectl,
  name: string,
  kubeconfig: object,
): Promise<ClusterApi> {
  // Only this user may enter a folder of mkdtemp.
  const folder = mkdtempSync(join(tmpdir(), "atoll-kubectl-"));
  const [config, socketPath] = [join(folder, "kubeconfig"), join(folder, "socket")];
  writeFileSync(config, JSON.stringify(kubeconfig), { mode: 0o600 });
  const words = ["proxy", "--kubeconfig", config, "--unix-socket", socketPath];
  const child = spawn("sh", ["-c", UNTIL_WE_END, folder, command, ...words], { env });
  const close = async (): Promise<void> => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (said += part));
  const lines = createInterface({ input: child.stdout });
  const [first] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as [string?];
  if (first !== undefined)
    return {
      name,
      ask: (asked) =>
        askedUntilNow(
          () => ask(socketPath, asked),
          ({ status }) => status,
        ),
      close,
    };
  await close();
  throw new FailedCommand(`kubectl proxy to ${name}`, said, "kubectl must be on PATH.");
}

function ask(socketPath: string, { method = "GET", path, body, metadataOf }: ApiRequest): Promise<ApiAnswer> {
  return new Promise((resolve) => {
    const nobody = (error: Error): void => {
      resolve({ status: 0, text: error.message });
    };
    // Discovery refuses any type of content that it would not read.
    const type = method === "PATCH" ? { "content-type": "application/merge-patch+json" } : {};
    const accept = metadataOf === undefined ? {} : { accept: METADATA_OF[metadataOf] };
    const headers = { host: "localhost", ...type, ...accept };
    const asked = request(
      { socketPath, method, path, headers, agent: false, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("error", nobody).on("close", () => {
          if (!response.complete) nobody(new Error("the answer was cut off"));
        });
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          // So the proxy says that nobody answered it.
          resolve({ status: status === 502 ? 0 : status, text });
        });
      },
    );
    asked.on("error", nobody);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
