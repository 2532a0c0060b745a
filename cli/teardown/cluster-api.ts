import { setTimeout as sleep } from "node:timers/promises";
import { FailedCommand } from "../../fleet/failed-command.ts";

export interface ApiRequest {
  /** @default GET */
  readonly method?: "GET" | "PATCH" | "DELETE";
  readonly path: string;
  /** A merge patch. @default - none is sent */
  readonly body?: unknown;
}

export interface ApiAnswer {
  /** Of HTTP; 0 when nobody answered. */
  readonly status: number;
  readonly text: string;
}

/** The API server of one cluster, asked with the rights of who deploys it. */
export interface ClusterApi {
  /** Name of the cluster. */
  readonly name: string;
  ask(request: ApiRequest): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** A server that starts to serve a kind says "later"; Kubernetes' own clients ask again as often. */
const LATER = { status: 429, tries: 10, milliseconds: 200 } as const;

/** The answer that is none of "later", or the last of those. */
export async function settled(ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  let answer = await ask();
  for (let tries = 0; answer.status === LATER.status && tries < LATER.tries; tries += 1) {
    await sleep(LATER.milliseconds);
    answer = await ask();
  }
  return answer;
}

/**
 * What a path holds; undefined where the server does not know it.
 *
 * @throws FailedCommand when nobody answers or the answer is a refusal: no answer is not the answer that nothing is there.
 */
export async function read<Answer>(api: ClusterApi, path: string): Promise<Answer | undefined> {
  const { status, text } = await api.ask({ path });
  if (status === 200) return JSON.parse(text) as Answer;
  if (status === 404) return undefined;
  throw refusal(api, path, { status, text });
}

/** A request that the server did not do. */
export function refusal({ name }: ClusterApi, path: string, { status, text }: ApiAnswer): FailedCommand {
  const said = status === 0 ? `nobody answered: ${text}` : `HTTP ${status}: ${text}`;
  return new FailedCommand(`cluster ${name}: ${path}`, said);
}
