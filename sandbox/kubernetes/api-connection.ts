import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { askedUntilNow, retryAfterSeconds } from "../../fleet/later.ts";
import type { Value } from "../provider/properties.ts";
import { ApiError, UnreachableError } from "./api-error.ts";
import { ExecToken } from "./exec-token.ts";
import type { ClusterAccess } from "./kubeconfig.ts";
import { AS_USUAL, type Resolve } from "./name-resolution.ts";

/** Connections to one API server at a time; more only queue up there. */
const MOST_SOCKETS = 16;

/** An answer that takes longer never comes; requests themselves last milliseconds. */
const SILENCE_MILLISECONDS = 60_000;

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the server's address. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Value;
  /** @default "application/json" */
  readonly contentType?: string;
}

interface Answer {
  readonly code: number;
  readonly text: string;
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;
}

/** Sends requests to one API server as the user of a kubeconfig. */
export class ApiConnection {
  readonly #access: ClusterAccess;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #exec: ExecToken | undefined;
  readonly #resolve: Resolve;

  constructor(access: ClusterAccess, resolve: Resolve = AS_USUAL) {
    this.#access = access;
    this.#resolve = resolve;
    this.#exec = access.exec && new ExecToken(access.exec);
    const options = { keepAlive: true, maxSockets: MOST_SOCKETS };
    this.#agent =
      access.server.protocol === "http:"
        ? new HttpAgent(options)
        : new HttpsAgent({
            ...options,
            ca: access.authority,
            rejectUnauthorized: !access.insecure,
            ...access.certificate,
          });
  }

  close(): void {
    this.#agent.destroy();
  }

  /**
   * The answer as JSON.
   *
   * @throws ApiError when the server refuses, UnreachableError when it does not answer.
   */
  async send(request: ApiRequest): Promise<Value> {
    const answer = await askedUntilNow(
      () => this.#sendAsUser(request),
      ({ code }) => code,
      { retryAfterOf: ({ retryAfter }) => retryAfter },
    );
    const json = parsed(answer.text);
    if (answer.code >= 400 || json === undefined) throw new ApiError(answer.code, json, answer.text);
    return json;
  }

  /** With another token where the server refuses the one of before. */
  async #sendAsUser(request: ApiRequest): Promise<Answer> {
    const answer = await this.#send(request);
    if (answer.code !== 401 || this.#exec === undefined) return answer;
    this.#exec.forget();
    return this.#send(request);
  }

  async #send(request: ApiRequest): Promise<Answer> {
    try {
      const token = this.#access.token ?? (await this.#exec?.value());
      return await this.#exchange(request, token);
    } catch (error) {
      throw new UnreachableError(error instanceof Error ? error.message : String(error), error);
    }
  }

  /** Where a name leads to; whoever answers there still has to have a certificate of that name. */
  #reached({ protocol, hostname, port }: URL) {
    const usual = protocol === "http:" ? HTTP_PORT : HTTPS_PORT;
    const found = this.#resolve(hostname, port === "" ? usual : Number(port));
    const { serverName = found === undefined ? undefined : hostname } = this.#access;
    if (found !== undefined && "fault" in found) throw new Error(found.fault);
    return {
      ...(found !== undefined && { hostname: found.host, port: found.port }),
      ...(serverName !== undefined && { servername: serverName }),
    };
  }

  #exchange({ method, path, query, body, contentType }: ApiRequest, token?: string): Promise<Answer> {
    const { server } = this.#access;
    const url = new URL(`${server.pathname.replace(/\/$/, "")}${path}`, server);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      accept: "application/json",
      ...(text !== undefined && {
        "content-type": contentType ?? "application/json",
        "content-length": Buffer.byteLength(text),
      }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      host: url.host,
    };
    const there = this.#reached(url);
    const start = url.protocol === "http:" ? requestHttp : requestHttps;
    return new Promise((resolve, reject) => {
      const sent = start(url, { method, headers, agent: this.#agent, ...there }, (response) => {
        collected(response).then(resolve, reject);
      });
      sent.setTimeout(SILENCE_MILLISECONDS, () => {
        sent.destroy(new Error(`${url.host} does not answer`));
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }
}

async function collected(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const retryAfter = retryAfterSeconds(response.headers["retry-after"]);
  return { code: response.statusCode ?? 0, text, retryAfter };
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
