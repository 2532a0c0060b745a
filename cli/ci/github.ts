import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";

export interface GitHubAccess {
  /** Address of the API, such as https://api.github.com. */
  readonly apiUrl: string;
  readonly token: string;
  /** Milliseconds that count as a second when it is waited for another try. Range 1..1000. @default 1000 */
  readonly secondMs?: number;
}

/** How often a request is tried again, after that it was refused for good. */
const TRIES_AGAIN = 3;

/** Longest wait for a limit, in seconds: a job that waits longer had better end and say why. */
const LONGEST_WAIT_SECONDS = 120;

const Client = Octokit.plugin(paginateRest, retry, throttling);

/**
 * A client that tries again after 5xx, and waits as long as GitHub says after a limit. What it writes may have been taken
 * although the answer was lost, so who writes must look at what is there afterwards.
 */
export function githubClient({ apiUrl, token, secondMs = 1000 }: GitHubAccess) {
  const again = (wait: number, tried: number): boolean => tried < TRIES_AGAIN && wait <= LONGEST_WAIT_SECONDS;
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "atoll",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    retry: { retries: TRIES_AGAIN, retryAfterBaseValue: secondMs },
    throttle: {
      // Waits between writes are counted for each API by itself.
      id: apiUrl,
      retryAfterBaseValue: secondMs,
      fallbackSecondaryRateRetryAfter: 60,
      onRateLimit: (wait, _options, _octokit, tried) => again(wait, tried),
      onSecondaryRateLimit: (wait, _options, _octokit, tried) => again(wait, tried),
    },
  });
}

export type GitHubClient = ReturnType<typeof githubClient>;

const silent = (): void => undefined;
