import { setTimeout as sleep } from "node:timers/promises";

/** What an API server says that starts to serve a kind, or is asked too much. */
const LATER = { tooMuch: 429, unavailable: 503 } as const;

/** Most are over at once: a kind is served a moment after it was made. */
const QUICK = { tries: 10, milliseconds: 200 } as const;

/**
 * Kubernetes' own clients wait a second where the server names none, and ask ten times; a server on a machine with much to
 * do needs longer to read what it stores.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/rest/with_retry.go
 */
const SLOW = { milliseconds: 1_000, inAll: 30_000 } as const;

export interface Patience<Answer> {
  /** Seconds of the answer's `Retry-After`. @default - nobody knows */
  readonly retryAfterOf?: (answer: Answer) => number | undefined;
  /** @default - waits in real time */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Asks until the answer is none of "later", for half a minute; gives the last one when there is no other. */
export async function askedUntilNow<Answer>(
  ask: () => Promise<Answer>,
  statusOf: (answer: Answer) => number,
  { retryAfterOf = () => undefined, wait = (milliseconds) => sleep(milliseconds) }: Patience<Answer> = {},
): Promise<Answer> {
  let answer = await ask();
  for (let tries = 0, waited = 0; ; tries += 1) {
    const pause = pauseAfter(tries, statusOf(answer), retryAfterOf(answer));
    if (pause === undefined || waited + pause > SLOW.inAll) return answer;
    await wait(pause);
    waited += pause;
    answer = await ask();
  }
}

/**
 * Milliseconds until the next question; undefined when the answer is to be believed. A server of which others say that it
 * is unavailable, without a word of when, may be gone: only the quick questions are for it.
 */
function pauseAfter(tries: number, status: number, retryAfter: number | undefined): number | undefined {
  if (status !== LATER.tooMuch && status !== LATER.unavailable) return undefined;
  if (retryAfter !== undefined) return Math.max(QUICK.milliseconds, retryAfter * 1_000);
  if (tries < QUICK.tries) return QUICK.milliseconds;
  return status === LATER.tooMuch ? SLOW.milliseconds : undefined;
}

/** Seconds of a `Retry-After`, which may be a date instead: nobody sends that here. */
export function retryAfterSeconds(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;
}
