import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { askedUntilNow } from "../../fleet/later.ts";

/** Who asks: an impersonated user with these groups. */
export interface Principal {
  readonly user: string;
  readonly groups: readonly string[];
}

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  /** @default "application/merge-patch+json" for a PATCH, else "application/json" */
  readonly contentType?: string;
}

export interface Answer {
  readonly status: number;
  /** What the API server sent: an object, or a Status with a message. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Message of a Status; empty for anything else. */
  readonly message: string;
  /** Which FlowSchema the request was of: its uid. */
  readonly flowSchema: string;
  /** What the API server says beside its answer. */
  readonly warning: string;
}

interface Server {
  readonly port: number;
  readonly ca: string;
  readonly token: string;
}

/** Asks one API server, as its administrator or as somebody else. */
export class ApiClient {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  ask(asked: Ask, as?: Principal): Promise<Answer> {
    return askedUntilNow(
      () => this.#ask(asked, as),
      ({ status }) => status,
    );
  }

  #ask({ method = "GET", path, body, contentType }: Ask, as?: Principal): Promise<Answer> {
    const { port, ca, token } = this.#server;
    const usual = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const impersonated =
      as === undefined ? {} : { "impersonate-user": as.user, "impersonate-group": [...as.groups] };
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": contentType ?? usual,
      ...impersonated,
    };
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, method, path, ca, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => {
          const { warning = "" } = response.headers;
          const said = { flowSchema: flowSchemaOf(response), warning };
          resolve({ ...answer(response.statusCode ?? 0, text), ...said });
        });
      });
      asked.on("error", reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** As `ask`, for what has no reason to fail. */
  async must(asked: Ask, as?: Principal): Promise<Answer> {
    const got = await this.ask(asked, as);
    if (got.status >= 200 && got.status < 300) return got;
    throw new Error(`${asked.method ?? "GET"} ${asked.path} answered ${got.status}: ${got.message}`);
  }
}

/** @see https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#diagnostics */
function flowSchemaOf({ headers }: IncomingMessage): string {
  const uid = headers["x-kubernetes-pf-flowschema-uid"];
  return typeof uid === "string" ? uid : "";
}

function answer(status: number, text: string): Omit<Answer, "flowSchema" | "warning"> {
  // A path that the server does not know is answered in plain text.
  const body = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  const message = body["kind"] === "Status" ? body["message"] : undefined;
  return { status, body, message: typeof message === "string" ? message : "" };
}
