import { FailedCommand } from "../../fleet/failed-command.ts";

export interface ApiRequest {
  /** @default GET */
  readonly method?: "GET" | "PATCH" | "DELETE";
  readonly path: string;
  /** A merge patch. @default - none is sent */
  readonly body?: unknown;
  /** What a GET is to leave out all of but its metadata: secrets stay where they are. @default - all is answered */
  readonly metadataOf?: "object" | "list";
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
