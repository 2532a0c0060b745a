import { expect, test } from "vitest";
import { WORKFLOW_NAMES, workflowOf, workflowText } from "./workflow-files.ts";
import { workflowFaults } from "./workflow-rules.ts";

test("there are workflows for checks, deployments, drift and previews", () => {
  expect(WORKFLOW_NAMES).toEqual(["check.yml", "deploy.yml", "drift.yml", "preview.yml"]);
});

test.each(WORKFLOW_NAMES)("%s keeps the rules", (name) => {
  expect(workflowFaults(workflowText(name))).toEqual([]);
});

/** Each takes one thing away from the workflow of previews, and what is then said. */
const MUTATIONS: readonly (readonly [RegExp, string, string])[] = [
  [
    /actions\/checkout@[0-9a-f]{40} # v7.0.1/,
    "actions/checkout@v7",
    "not pinned by a commit and its version: - uses: actions/checkout@v7",
  ],
  [/\n {2}pull_request:\n/, "\n  pull_request_target:\n", "pull_request_target gives secrets to strangers"],
  [/\npermissions: \{\}\n/, "\npermissions: write-all\n", "its permissions are not empty"],
  [/concurrency:\n.*\n.*\n/, "", "it has no concurrency group"],
  [/ {4}permissions: \{ contents: read \}\n/, "", "job plan: it has no permissions"],
  [/ {4}timeout-minutes: 30\n/, "", "job plan: it has no timeout"],
  [
    /\n.*&& github\.event\.pull_request\.head\.repo\.full_name == github\.repository/,
    "",
    "job comment: forks are not kept out",
  ],
  [
    /mkdir -p "\$RUNNER_TEMP\/plan"/,
    "mkdir -p ${{ github.event.pull_request.title }}",
    "job plan: an expression inside of a script",
  ],
  [/, persist-credentials: false/, "", "job plan: a checkout that leaves its token in the folder"],
  [
    /pull-requests: write/,
    "pull-requests: write, id-token: write",
    "job comment: it may write comments and take roles",
  ],
  [
    /package-manager-cache: false/,
    "cache: npm",
    "job comment: it may write, and takes a cache that another job may have filled",
  ],
  [
    /name: plan, path: "\$\{\{ runner\.temp \}\}\/plan\/" \}/,
    "name: plan, path: plan/ }",
    "job comment: an artifact in the folder of the program",
  ],
  [
    /\n {2}pull_request:\n/,
    "\n  schedule: [{ cron: 0 3 * * * }]\n  pull_request:\n# github.event.repository",
    "a run by the clock knows no github.event.repository, so what asks for it never runs",
  ],
];

test.each(MUTATIONS)("without %s the rules say so", (part, instead, said) => {
  const text = workflowText("preview.yml");
  expect(text).toMatch(part);
  expect(workflowFaults(text.replace(part, instead))).toContain(said);
});

test("the job that may write runs the program of the base, never that of the pull request", () => {
  const { comment } = workflowOf(workflowText("preview.yml")).jobs;
  const checkouts = comment!.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((step) => step.with?.["ref"])).toEqual(["${{ github.event.pull_request.base.sha }}"]);
});

test("deployments come wave by wave, each in the environment of its stacks, and none is cut off", () => {
  const { jobs, concurrency } = workflowOf(workflowText("deploy.yml"));
  const waves = ["regions", "development", "staging", "edge", "production", "links"];
  expect(Object.keys(jobs)).toEqual(["plan", ...waves]);
  for (const [index, wave] of waves.entries()) {
    expect([jobs[wave]?.needs].flat()).toEqual(["plan", ...waves.slice(0, index)]);
    expect(jobs[wave]?.environment).toBe("${{ matrix.environment }}");
  }
  expect(concurrency?.["cancel-in-progress"]).toBe(false);
});

test("only deployments take the role that changes something", () => {
  const takes = WORKFLOW_NAMES.filter((name) => workflowText(name).includes("outputs.deploy-role"));
  expect(takes).toEqual(["deploy.yml"]);
});

test.each(["deploy.yml", "drift.yml"])("%s does nothing on a branch or tag but main", (name) => {
  const { plan } = workflowOf(workflowText(name)).jobs;
  expect(plan?.if).toBe("vars.ATOLL_AWS == 'true' && github.ref == 'refs/heads/main'");
});
