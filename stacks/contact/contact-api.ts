import { request, type RequestOptions } from "node:https";
import { z } from "zod";
import type { OutsideKubeconfig } from "../../components/outside/kubeconfig.ts";
import { kubeconfigSchema } from "../../components/outside/kubeconfig-schema.ts";

/** Longer than a slow answer over a slow line; whoever is silent for so long is not there. */
const SILENCE_MILLISECONDS = 20_000;

/** What an API server says of one path. */
export interface ContactAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ContactApi {
  /** A GET, or a POST where there is something to send. */
  readonly ask: (path: string, body?: object) => Promise<ContactAnswer>;
}

/** Nobody answers. The reason is in words of ours: those of others may repeat a credential. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** Opens the API server that a kubeconfig leads to, as its user. Nothing is asked yet. */
export async function contactApi(kubeconfig: OutsideKubeconfig): Promise<ContactApi> {
  // It takes half a second to load, and clusters of our own never need it.
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromString(withExecInfo(kubeconfig.text));
  const options = async (): Promise<RequestOptions> => {
    const found: RequestOptions = { timeout: SILENCE_MILLISECONDS };
    try {
      await config.applyToHTTPSOptions(found);
    } catch {
      throw new UnreachableError(
        "its credentials cannot be had: a command of the kubeconfig fails, or a file",
      );
    }
    return found;
  };
  // One answer for all: a command that gives tokens runs once.
  const shared = options();
  shared.catch(() => undefined);
  return {
    ask: async (path, body) =>
      send(new URL(path, `${kubeconfig.server.replace(/\/$/, "")}/`), await shared, body),
  };
}

/** Commands are told what is wanted of them, which the library leaves out. */
function withExecInfo(text: string): string {
  const config = kubeconfigSchema.parse(JSON.parse(text));
  const users = config.users.map(({ user, ...one }) => {
    if (user.exec === undefined) return { ...one, user };
    const { apiVersion } = user.exec;
    const info = JSON.stringify({ kind: "ExecCredential", apiVersion, spec: { interactive: false } });
    const env = z.array(z.unknown()).catch([]).parse(user.exec["env"]);
    const exec = { ...user.exec, env: [...env, { name: "KUBERNETES_EXEC_INFO", value: info }] };
    return { ...one, user: { ...user, exec } };
  });
  return JSON.stringify({ ...config, users });
}

function send(url: URL, options: RequestOptions, body?: object): Promise<ContactAnswer> {
  return new Promise((answered, failed) => {
    const { headers } = options;
    const method = body === undefined ? "GET" : "POST";
    const type = { accept: "application/json", "content-type": "application/json" };
    const asked = request(
      url,
      { ...options, method, headers: { ...headersOf(headers), ...type } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", (error) => {
          failed(unreachable(error));
        });
        answer.on("end", () => {
          answered({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(parts).toString("utf8")) });
        });
      },
    );
    asked.on("timeout", () => asked.destroy(new UnreachableError("it is silent")));
    asked.on("error", (error) => {
      failed(unreachable(error));
    });
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const headersOf = (headers: RequestOptions["headers"]): Record<string, string> =>
  z.record(z.string(), z.string()).catch({}).parse(headers);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Codes are words of Node, such as ECONNREFUSED; messages may be anybody's. */
function unreachable(error: Error): UnreachableError {
  if (error instanceof UnreachableError) return error;
  return new UnreachableError("code" in error && typeof error.code === "string" ? error.code : "no answer");
}
