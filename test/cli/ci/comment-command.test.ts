import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { type FakeGitHub, fakeGitHub } from "./fake-github.ts";

const MAIN = resolve(import.meta.dirname, "../../../cli/main.ts");
const MARK = "<!-- atoll diff -->";
const TOKEN = "secret-token";
const RUN = "https://github.test/lagoon/fleet/actions/runs/1/artifacts/2";

async function served(...given: Parameters<typeof fakeGitHub>): Promise<FakeGitHub> {
  const server = await fakeGitHub(...given);
  onTestFinished(() => server.close());
  return server;
}

function written(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "atoll-comment-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "comment.md");
  writeFileSync(file, text);
  return file;
}

/** Runs the command as a job does, with its token in the environment alone. */
async function comment(url: string, file: string, { token = TOKEN, artifact = RUN } = {}) {
  const args = ["ci", "comment", "--repository", "lagoon/fleet", "--pull", "7", "--body-file", file];
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [MAIN, ...args, "--artifact", artifact],
    {
      reject: false,
      env: { GITHUB_API_URL: url, GITHUB_TOKEN: token, NO_COLOR: "1", FORCE_COLOR: undefined },
    },
  );
  return { exitCode, stdout, stderr };
}

test("a job makes the comment, and its next run updates it", async () => {
  const { url, comments } = await served();
  const made = await comment(url, written(`${MARK}\none`));
  const place = "https://github.test/lagoon/fleet/pull/7#1";
  expect(made).toEqual({ exitCode: 0, stdout: `created ${place}`, stderr: "" });
  expect(await comment(url, written(`${MARK}\ntwo`))).toEqual({
    exitCode: 0,
    stdout: `updated ${place}`,
    stderr: "",
  });
  expect(comments.map(({ body }) => body)).toEqual([
    `${MARK}\ntwo\n\n[The whole plan](${RUN}) is an artifact of this run.\n`,
  ]);
});

const ANSWERS = [
  [401, "GITHUB_TOKEN is no token of this GitHub, or has expired"],
  [403, "the job needs permissions: pull-requests: write"],
  [404, "GITHUB_TOKEN must be of this repository, and the pull request must exist"],
  [422, "GitHub refuses the text"],
  // It is asked again three times, which takes some seconds.
  [500, "GitHub did not answer in several tries; run the job again later"],
] as const;

test("what fails at GitHub's end fails the job, with what to do, and without the token or a command of the runner", async () => {
  const file = written(`${MARK}\none`);
  const message = `no, not with authorization: token ${TOKEN}\n::error::forged`;
  const answers = ANSWERS.map(async ([status, said]) => {
    const refusals = Array.from({ length: 4 }, () => ({ method: "GET", status, message }));
    const { url } = await served([], { refusals });
    const { exitCode, stdout, stderr } = await comment(url, file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain(`${status}: no, not with authorization: token *** ::error::forged\n${said}`);
    expect(stderr).not.toContain(TOKEN);
    expect(stderr).not.toMatch(/^\s*::/m);
  });
  const { url, close } = await fakeGitHub();
  await close();
  const [{ exitCode, stderr }] = await Promise.all([comment(url, file), ...answers]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^error commenting on lagoon\/fleet#7 failed:\n/);
  expect(stderr).not.toContain(TOKEN);
});

test.each(["secret\ntoken", "secret token", "secret-\u4e16"])(
  "a token that no header can carry is refused without being shown: %j",
  async (token) => {
    const { url, asked } = await served();
    expect({ ...(await comment(url, written(`${MARK}\none`), { token })), asked }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr:
        "error environment GITHUB_TOKEN: expected letters, digits and signs of ASCII alone, got something else among them, which is not shown\n1 fault; nothing was changed",
      asked: [],
    });
  },
);

test.each([
  "https://github.test/run) [approve](https://evil.test",
  "https://github.test/<b>\n# x",
  "javascript:alert(1)",
  "the run",
])("an address of the artifact is an address, or is refused: %j", async (artifact) => {
  const { url, comments } = await served();
  const { exitCode, stderr } = await comment(url, written(`${MARK}\none`), { artifact });
  expect({ exitCode, comments }).toEqual({ exitCode: 1, comments: [] });
  expect(stderr).toMatch(/^error --artifact: expected an address such as https:\/\/.*, got "/);
});

test("signs in an address by which a link would end are written otherwise", async () => {
  const { url, comments } = await served();
  const artifact = "https://ci.test/job/(x)/?a=`<b>`";
  expect(await comment(url, written(`${MARK}\none`), { artifact })).toMatchObject({ exitCode: 0 });
  expect(comments[0]?.body).toContain("](https://ci.test/job/%28x%29/?a=%60%3Cb%3E%60) is an");
});

test("a text that is not there, or is a link to another file, is refused", async () => {
  const { url, asked } = await served();
  const real = written(`${MARK}\none`);
  const link = join(real, "..", "link.md");
  symlinkSync(real, link);
  for (const [file, got] of [
    [link, "a link"],
    [join(real, "..", "nowhere.md"), "nothing at this path"],
  ] as const) {
    const { exitCode, stderr } = await comment(url, file);
    expect(exitCode).toBe(1);
    expect(stderr.split("\n")[0]).toBe(
      `error ${file}: expected the text of a comment, got ${got}; write it with atoll diff --format markdown --out <file>`,
    );
  }
  expect(asked).toEqual([]);
});
