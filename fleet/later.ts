import { setTimeout as sleep } from "node:timers/promises";

/**
 * An API server that starts to serve a kind, or is asked too much, says "later"; Kubernetes' own clients ask again as
 * often.
 *
 * @see https://github.com/kubernetes/client-go/blob/master/rest/with_retry.go
 */
const LATER = { statuses: [429, 503], tries: 10, milliseconds: 200 } as const;

/** Asks until the answer is none of "later"; gives the last one when there is no other. */
export async function askedUntilNow<Answer>(
  ask: () => Promise<Answer>,
  statusOf: (answer: Answer) => number,
): Promise<Answer> {
  const isLater = (answer: Answer): boolean => LATER.statuses.some((status) => status === statusOf(answer));
  let answer = await ask();
  for (let tries = 0; isLater(answer) && tries < LATER.tries; tries += 1) {
    await sleep(LATER.milliseconds);
    answer = await ask();
  }
  return answer;
}
