import { expect, onTestFinished, test } from "vitest";
import { type Posted, postComment } from "../../../cli/ci/comment.ts";
import { githubClient } from "../../../cli/ci/github.ts";
import { githubFailure } from "../../../cli/ci/github-faults.ts";
import { type FakeGitHub, fakeGitHub } from "./fake-github.ts";

const MARK = "<!-- atoll diff -->";
const BOT = "github-actions[bot]";
const BODY = `${MARK}\n### 1 changed`;
const PLACE = { owner: "lagoon", repo: "fleet", pull: 7, author: BOT };

async function served(...given: Parameters<typeof fakeGitHub>): Promise<FakeGitHub> {
  const server = await fakeGitHub(...given);
  onTestFinished(() => server.close());
  return server;
}

function post({ url }: FakeGitHub, body = BODY, token = "secret-token"): Promise<Posted> {
  return postComment(githubClient({ apiUrl: url, token, secondMs: 1 }), PLACE, { mark: MARK, body });
}

/** What the command would say of a failure. */
async function failure(server: FakeGitHub, token?: string): Promise<string> {
  const error: unknown = await post(server, BODY, token).catch((one: unknown) =>
    githubFailure(one, PLACE, token ?? "secret-token"),
  );
  if (!(error instanceof Error)) throw new Error("it did not fail");
  return error.message;
}

const bodies = ({ comments }: FakeGitHub): readonly string[] => comments.map(({ body }) => body);

test("a pull request without comments gets one", async () => {
  const server = await served();
  expect(await post(server)).toEqual({
    url: "https://github.test/lagoon/fleet/pull/7#1",
    how: "created",
    removed: 0,
  });
  expect(bodies(server)).toEqual([BODY]);
});

test.each([1, 3])("our comment is found again and updated, on page %i of them", async (page) => {
  const others = Array.from({ length: page * 2 - 1 }, (_, index) => ["ada", `comment ${index}`] as const);
  const server = await served([...others, [BOT, `${MARK}\nold`], ["ada", "last"]], { pageSize: 2 });
  expect(await post(server)).toMatchObject({ how: "updated", removed: 0 });
  expect(bodies(server).filter((body) => body.startsWith(MARK))).toEqual([BODY]);
  expect(server.comments).toHaveLength(others.length + 2);
});

test("a text that is there already is not written again", async () => {
  const server = await served([[BOT, BODY]]);
  expect(await post(server)).toMatchObject({ how: "unchanged" });
  expect(server.asked).toEqual(["GET 1"]);
});

test("the mark in somebody else's comment, or further down in one of ours, makes it no comment of ours", async () => {
  const theirs = [
    ["eve", `${MARK}\nmine`],
    ["github-actions", `${MARK}\nmine`],
    [BOT, `> quoted\n${MARK}\n`],
    [BOT, `${MARK} and more`],
  ] as const;
  const server = await served(theirs);
  expect(await post(server)).toMatchObject({ how: "created", removed: 0 });
  expect(bodies(server)).toEqual([...theirs.map(([, body]) => body), BODY]);
});

test("copies of our comment go, and the oldest stays", async () => {
  const server = await served([
    [BOT, `${MARK}\none`],
    [BOT, `${MARK}\ntwo`],
    ["eve", `${MARK}\nthree`],
  ]);
  expect(await post(server)).toMatchObject({ how: "updated", removed: 1 });
  expect(server.comments.map(({ id }) => id)).toEqual([1, 3]);
});

test("two runs at once leave one comment", async () => {
  const server = await served();
  await Promise.all([post(server, `${BODY} by one`), post(server, `${BODY} by two`)]);
  expect(server.comments).toHaveLength(1);
  expect(bodies(server)[0]).toMatch(/ by (one|two)$/);
});

test("a failing server is asked again, and a comment whose answer was lost is not there twice", async () => {
  const server = await served([], {
    refusals: [
      { method: "GET", status: 502 },
      { method: "POST", status: 502, taken: BODY },
    ],
  });
  expect(await post(server)).toMatchObject({ how: "created" });
  expect(server.asked).toEqual(["GET 1", "GET 1", "POST", "POST", "GET 1", "DELETE 2"]);
  expect(server.comments).toHaveLength(1);
});

test.each([
  [429, {}],
  [403, { message: "You have exceeded a secondary rate limit" }],
] as const)("a limit (%i) is waited for as long as GitHub says", async (status, more) => {
  const message = "You have exceeded a secondary rate limit";
  const refusals = [{ method: "GET", status, message, headers: { "retry-after": "2" }, ...more }];
  const server = await served([], { refusals });
  expect(await post(server)).toMatchObject({ how: "created" });
  expect(server.asked.slice(0, 2)).toEqual(["GET 1", "GET 1"]);
});

test("a limit that lasts for an hour is not waited for", async () => {
  const message = "You have exceeded a secondary rate limit";
  const server = await served([], {
    refusals: [{ method: "GET", status: 403, message, headers: { "retry-after": "3600" } }],
  });
  expect(await failure(server)).toMatch(/a limit of GitHub; run the job again later$/);
  expect(server.asked).toEqual(["GET 1"]);
});

test("a job without the right to write is told which, after one request and without its token", async () => {
  const message = "Resource not accessible by integration";
  const server = await served([], { refusals: [{ method: "POST", status: 403, message }] });
  const said = await failure(server);
  expect(said.split("\n")[0]).toBe("commenting on lagoon/fleet#7 failed:");
  expect(said).toContain(message);
  expect(said.split("\n").at(-1)).toBe(
    "the job needs permissions: pull-requests: write; jobs of forks never have it, and leave the plan in their summary",
  );
  expect(server.asked).toEqual(["GET 1", "POST"]);
});

test("a token that is none is said to be none, and not repeated", async () => {
  const said = await failure(await served(), "wrong-token");
  expect(said).toMatch(/GITHUB_TOKEN is no token of this GitHub, or has expired$/);
  expect(said).not.toContain("wrong-token");
});

test.each([
  ["</details><script>alert(1)</script>"],
  ["@everyone | `code` \u202Etxt.exe ${{ github.token }} $(id)"],
  ["'; rm -rf / #\r\n<!-- atoll diff -->"],
])("a hostile text arrives as it was given: %j", async (text) => {
  const server = await served();
  await post(server, `${BODY}\n${text}`);
  expect(bodies(server)).toEqual([`${BODY}\n${text}`]);
  await post(server, `${BODY}\n${text}!`);
  expect(bodies(server)).toEqual([`${BODY}\n${text}!`]);
});
