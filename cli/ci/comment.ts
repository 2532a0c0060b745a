import type { GitHubClient } from "./github.ts";
import { carries } from "./mark.ts";

/** Where a comment belongs, and who writes it. */
export interface CommentPlace {
  readonly owner: string;
  readonly repo: string;
  /** Number of the pull request. Range 1.. */
  readonly pull: number;
  /** Login of the account whose comments are ours, such as github-actions[bot]. */
  readonly author: string;
}

export interface Posted {
  readonly url: string;
  readonly how: "created" | "updated" | "unchanged";
  /** How many other comments of ours were there, and went. */
  readonly removed: number;
}

interface Comment {
  readonly id: number | bigint;
  readonly body?: string | null | undefined;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
}

/**
 * Makes a pull request have one comment with this mark, and this text in it. Two runs at once may both make one, as may a
 * request whose answer got lost: whoever looks afterwards keeps the oldest.
 */
export async function postComment(
  client: GitHubClient,
  place: CommentPlace,
  { mark, body }: { readonly mark: string; readonly body: string },
): Promise<Posted> {
  const first = await ours(client, place, mark);
  if (first.length > 0) return settle(client, place, { comments: first, body });
  const { data } = await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...request(place),
    issue_number: place.pull,
    body,
  });
  const after = await ours(client, place, mark);
  const settled = await settle(client, place, { comments: after.length > 0 ? after : [data], body });
  return { ...settled, how: "created" };
}

/** Comments with the mark that the author wrote, oldest first: anybody may write the mark into a comment. */
async function ours(client: GitHubClient, place: CommentPlace, mark: string): Promise<readonly Comment[]> {
  const all: readonly Comment[] = await client.paginate(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { ...request(place), issue_number: place.pull, per_page: 100 },
  );
  return all
    .filter(({ user, body }) => user?.login === place.author && carries(body, mark))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function settle(
  client: GitHubClient,
  place: CommentPlace,
  { comments, body }: { readonly comments: readonly Comment[]; readonly body: string },
): Promise<Posted> {
  const [kept, ...others] = comments;
  if (kept === undefined) throw new Error("no comment to keep");
  const isSame = kept.body?.trim() === body.trim();
  if (!isSame)
    await client.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...request(place),
      comment_id: kept.id,
      body,
    });
  for (const { id } of others) await remove(client, place, id);
  return { url: kept.html_url, how: isSame ? "unchanged" : "updated", removed: others.length };
}

/** Another run may have removed it by now. */
async function remove(client: GitHubClient, place: CommentPlace, id: Comment["id"]): Promise<void> {
  try {
    await client.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...request(place),
      comment_id: id,
    });
  } catch (error) {
    if (!(error instanceof Error && "status" in error && error.status === 404)) throw error;
  }
}

const request = ({ owner, repo }: CommentPlace) => ({ owner, repo });
