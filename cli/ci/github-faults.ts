import { visible } from "../../fleet/check.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";
import type { CommentPlace } from "./comment.ts";

/**
 * An answer of GitHub that is no success, in words that say what to do; anything else stays what it is. What was answered
 * stands on one line, where a runner obeys no command in it, and without the token, should it be repeated.
 */
export function githubFailure(error: unknown, { owner, repo, pull }: CommentPlace, token: string): unknown {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return error;
  const said = `${error.status}: ${visible(error.message).replaceAll(token, "***")}`;
  const what = `commenting on ${owner}/${repo}#${pull}`;
  return new FailedCommand(what, said, remedy(error.status, error.message));
}

function remedy(status: number, message: string): string {
  if (status === 401) return "GITHUB_TOKEN is no token of this GitHub, or has expired";
  if (/rate limit/i.test(message)) return "a limit of GitHub; run the job again later";
  if (status === 403)
    return "the job needs permissions: pull-requests: write; jobs of forks never have it, and leave the plan in their summary";
  if (status === 404) return "GITHUB_TOKEN must be of this repository, and the pull request must exist";
  if (status === 422) return "GitHub refuses the text; a locked conversation takes none either";
  return "GitHub did not answer in several tries; run the job again later";
}
