import { readFileSync } from "node:fs";
import { request } from "node:https";
import { certificatePath, clusterToken } from "./credentials.ts";
import type { ClusterRecord } from "./folder.ts";

const TIMEOUT_MILLISECONDS = 15_000;

export interface ApiRequest {
  /** @default GET */
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  /** @default - none is sent */
  readonly body?: unknown;
  /** @default - that of the simulator, who may do everything */
  readonly token?: string;
}

export interface ApiAnswer {
  /** Of HTTP; 0 when nobody answered. */
  readonly status: number;
  readonly text: string;
}

const CONTENT_TYPES = { PATCH: "application/merge-patch+json", other: "application/json" } as const;

/** Asks a cluster's API server as the simulator. Nobody answering is an answer, too. */
export function askApi(
  dir: string,
  { name, port }: ClusterRecord,
  { method = "GET", path, body, token }: ApiRequest,
): Promise<ApiAnswer> {
  return new Promise((resolve) => {
    const nobody = (error: Error): void => {
      resolve({ status: 0, text: error.message });
    };
    const asked = request(
      {
        host: "127.0.0.1",
        port,
        method,
        path,
        ca: readFileSync(certificatePath(dir, name)),
        timeout: TIMEOUT_MILLISECONDS,
        agent: false,
        headers: {
          authorization: `Bearer ${token ?? clusterToken(dir, name, "simulator")}`,
          "content-type": method === "PATCH" ? CONTENT_TYPES.PATCH : CONTENT_TYPES.other,
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
        response.on("error", nobody);
      },
    );
    asked.on("error", nobody);
    asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** As `askApi`, for requests that have no reason to fail. */
export async function mustApi(dir: string, cluster: ClusterRecord, asked: ApiRequest): Promise<string> {
  const { status, text } = await askApi(dir, cluster, asked);
  if (status >= 200 && status < 300) return text;
  throw new Error(
    `cluster ${cluster.name}: ${asked.method ?? "GET"} ${asked.path} answered ${status}: ${text}`,
  );
}
