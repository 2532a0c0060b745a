import { expect, test } from "vitest";
import { runStep, script } from "./step-runner.ts";

const DIFF = script("preview.yml", "plan", "Write the difference down");
const SAY = script("preview.yml", "plan", "Say what the difference is");
const POST = script("preview.yml", "comment", "Post the text");
const LOCK = script(
  "check.yml",
  "fleet",
  "Look whether the lock is what atoll lock would write, and keeps what the base has given",
);
const AFFECTED = script("deploy.yml", "plan", "Split the affected stacks into jobs");
const PREVIEW = script("preview.yml", "engine", "Preview them");
const UP = script("deploy.yml", "production", "Bring them up");
const DRIFT = script("drift.yml", "look", "Compare them with the cloud");

/** Writes a comment, and ends with a code where the code is asked for. */
const npx = (code: number): string =>
  `[[ "$*" == *comment.md* ]] && echo "<!-- atoll diff -->" >"$RUNNER_TEMP/plan/comment.md"; [[ "$*" != *--exit-code* ]] || exit ${code}`;

test.each([0, 2, 3, 4])(
  "a difference of code %i is written down, shown in the summary, and handed over",
  async (code) => {
    const { exitCode, outputs, summary, called, temporary } = await runStep(DIFF, {
      env: { BASE: "abc" },
      stubs: { npx: npx(code) },
    });
    expect({ exitCode, outputs, summary }).toEqual({
      exitCode: 0,
      outputs: { code: String(code) },
      summary: "<!-- atoll diff -->\n",
    });
    expect(called).toEqual([
      `npx atoll diff abc --merge-base --format json --out ${temporary}/plan/plan.json`,
      `npx atoll diff abc --merge-base --format html --out ${temporary}/plan/plan.html`,
      `npx atoll diff abc --merge-base --format markdown --out ${temporary}/plan/comment.md --exit-code`,
    ]);
  },
);

test.each([
  ["the difference", DIFF, { BASE: "abc" }],
  ["what to deploy", AFFECTED, { ALL: "true" }],
])(
  "plans that a commit brings in the folder of the cache are gone before %s is looked for",
  async (_, step, env) => {
    const stubs = { npx: `[[ ! -e .cache ]] || exit 9; ${npx(0)}` };
    const { exitCode } = await runStep(step, { env, stubs, files: { ".cache/plans/dev/a.json": "{}" } });
    expect(exitCode).toBe(0);
  },
);

test.each([
  ["17", 0],
  ["17) [approve](https://evil.test", 1],
  ["../../../../../evil/evil", 1],
  ["", 1],
])("the comment links to the artifact of this run by a number alone: %j", async (ARTIFACT, code) => {
  const env = { ARTIFACT, PULL: "7", GITHUB_SERVER_URL: "https://github.test", GITHUB_RUN_ID: "3" };
  const { exitCode, called, temporary } = await runStep(POST, { env, stubs: { npx: "" } });
  expect(exitCode).toBe(code);
  expect(called).toEqual(
    code === 0
      ? [
          `npx atoll ci comment --repository lagoon/fleet --pull 7 --body-file ${temporary}/plan/comment.md --artifact https://github.test/lagoon/fleet/actions/runs/3/artifacts/17`,
        ]
      : [],
  );
});

test("a difference that could not be made fails the step", async () => {
  const { exitCode, outputs } = await runStep(DIFF, { env: { BASE: "abc" }, stubs: { npx: npx(1) } });
  expect({ exitCode, outputs }).toEqual({ exitCode: 1, outputs: {} });
});

test.each([
  [0, 0, "::notice::nothing changes"],
  [2, 0, "::notice::there are changes"],
  [3, 3, "::error::a policy is violated: see the summary"],
  [4, 0, "::warning::a dangerous change: look at it before you approve"],
])("of a difference of code %i the job ends with %i and says %j", async (code, exitCode, said) => {
  expect(await runStep(SAY, { env: { CODE: String(code) }, stubs: {} })).toMatchObject({ exitCode, said });
});

test.each([
  ["HEAD", "npx atoll lock --check"],
  ["0000000000000000000000000000000000000000", "npx atoll lock --check"],
])("where the base %s has no lock, the lock alone is checked", async (BASE, call) => {
  const { exitCode, called } = await runStep(LOCK, { env: { BASE }, stubs: { npx: "" } });
  expect({ exitCode, called }).toEqual({ exitCode: 0, called: [call] });
});

test("where the base has a lock, nothing of it may be lost", async () => {
  const { called } = await runStep(LOCK, { env: { BASE: "abc" }, stubs: { npx: "", git: "exit 0" } });
  expect(called).toEqual([
    "git cat-file -e abc:inventory/fleet.lock.yaml",
    "npx atoll lock --check --base abc",
  ]);
});

test.each([
  ["the last one that succeeded", "git rev-parse HEAD", "", "--base"],
  ["none, so all stacks", "echo", "", "--all"],
  ["one that the history has not any more", "echo 1111111111111111111111111111111111111111", "", "--all"],
  ["all on demand", "git rev-parse HEAD", "true", "--all"],
])("a deployment goes on from %s", async (_, gh, ALL, option) => {
  const { exitCode, called, said } = await runStep(AFFECTED, { env: { ALL }, stubs: { npx: "", gh } });
  expect({ exitCode, said }).toMatchObject({ exitCode: 0 });
  expect(called.at(-1)).toContain(`npx atoll ci matrix ${option}`);
  expect(called.some((call) => call.startsWith("gh "))).toBe(ALL !== "true");
});

test("where GitHub does not answer, a deployment fails instead of taking all stacks", async () => {
  const { exitCode, called } = await runStep(AFFECTED, { stubs: { npx: "", gh: "exit 1" } });
  expect(exitCode).toBe(1);
  expect(called.filter((call) => call.startsWith("npx"))).toEqual([]);
});

const FAILS_AT_B = '[[ "$*" != *"--stack b "* ]]';
const env = { BACKEND: "s3://states", STACKS: "a b c" };

test("a deployment stops at the first stack that fails", async () => {
  const { exitCode, called } = await runStep(UP, { env, stubs: { pulumi: FAILS_AT_B } });
  expect(exitCode).toBe(1);
  expect(called).toEqual([
    "pulumi login s3://states",
    "pulumi up --stack a --policy-pack policy --yes --non-interactive",
    "pulumi up --stack b --policy-pack policy --yes --non-interactive",
  ]);
});

test("previews look at every stack, take the role that reads, and fail if one of them does", async () => {
  const { exitCode, called } = await runStep(PREVIEW, { env, stubs: { pulumi: FAILS_AT_B } });
  expect(exitCode).toBe(1);
  expect(called.slice(1)).toEqual(
    ["a", "b", "c"].map(
      (stack) =>
        `pulumi preview --stack ${stack} --config atoll:readOnly=true --policy-pack policy --non-interactive`,
    ),
  );
});

test("the nightly look changes no state, names every stack in the summary, and fails if one differs", async () => {
  const npx = '[[ "$(cat "${@: -1}")" == *"--stack b "* ]] && exit 2 || exit 0';
  const { exitCode, called, summary } = await runStep(DRIFT, { env, stubs: { pulumi: 'echo "$*"', npx } });
  expect(exitCode).toBe(1);
  expect(called.filter((call) => call.startsWith("pulumi ")).slice(1)).toEqual(
    ["a", "b", "c"].map(
      (stack) =>
        `pulumi refresh --stack ${stack} --preview-only --run-program --json --non-interactive --config atoll:readOnly=true`,
    ),
  );
  expect(summary).toBe(DIFFERS_AT_B);
});

test("a stack that the engine could not look at is no stack as its state says", async () => {
  const { exitCode, summary } = await runStep(DRIFT, { env, stubs: { pulumi: FAILS_AT_B, npx: "" } });
  expect({ exitCode, summary }).toEqual({ exitCode: 1, summary: DIFFERS_AT_B });
});

const DIFFERS_AT_B = [
  "- a: as its state says",
  "- **b: differs, or could not be looked at; see the log**",
  "- c: as its state says",
  "",
].join("\n");
