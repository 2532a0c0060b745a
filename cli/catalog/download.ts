import { setTimeout as pause } from "node:timers/promises";
import { InputError } from "../../fleet/check.ts";

/** How downloads behave. */
export interface DownloadOptions {
  /** Milliseconds before the second try; each further one waits twice as long. @default 1000 */
  readonly pauseMilliseconds?: number;
  /** Headers to send. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Status that is an answer too, not a failure. @default none */
  readonly alsoStatus?: number;
}

/** How often one address is tried. */
const TRIES = 4;

/** How long one try may take. */
const TIMEOUT_MILLISECONDS = 60_000;

/** Most that is read: no chart comes near. */
const LIMIT_BYTES = 64 * 1024 * 1024;

/** What a server answered. */
export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Status of a server that may do better in a moment. */
const passing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * Reads an address, again when the way there or the server fails for the moment.
 *
 * @throws InputError when it does not come, after all tries, or is larger than any chart.
 */
export async function download(url: string, options: DownloadOptions = {}): Promise<Download> {
  const { pauseMilliseconds = 1000, alsoStatus } = options;
  let failure = "";
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await pause(pauseMilliseconds * 2 ** (attempt - 1));
    const answer = await tried(url, options);
    if (typeof answer === "string") {
      failure = answer;
      continue;
    }
    if ((answer.status >= 200 && answer.status < 300) || answer.status === alsoStatus) return answer;
    failure = `status ${answer.status}`;
    if (!passing(answer.status)) break;
  }
  throw new InputError([
    { file: url, path: "", expected: "an answer", got: failure, hint: "is a mirror or a proxy needed?" },
  ]);
}

/** What the server answered, or why nobody did. */
async function tried(url: string, { headers = {} }: DownloadOptions): Promise<Download | string> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    const bytes = await limited(response);
    return bytes === undefined
      ? { status: 413, headers: response.headers, bytes: new Uint8Array() }
      : { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}

/** The body, unless it is larger than allowed. */
async function limited(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | undefined = response.body ?? undefined;
  if (body === undefined) return new Uint8Array();
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
