import { type Job, workflowOf } from "./workflow-files.ts";

const PINNED = /^ *(?:- )?uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const RUNS = /^\s*(?:- )?uses:/;

/** Rights that reach beyond reading. */
const STRONG = ["id-token", "pull-requests", "contents"];
const NOT_A_FORK = "github.event.pull_request.head.repo.full_name == github.repository";

/** What is wrong with a workflow, in a sentence each. */
export function workflowFaults(text: string): readonly string[] {
  const { on, permissions, concurrency, jobs } = workflowOf(text);
  const triggers = Object.keys(on);
  const ofPull = triggers.includes("pull_request");
  return [
    ...text
      .split("\n")
      .filter((line) => RUNS.test(line) && !PINNED.test(line))
      .map((line) => `not pinned by a commit and its version: ${line.trim()}`),
    ...(triggers.includes("pull_request_target") ? ["pull_request_target gives secrets to strangers"] : []),
    ...(JSON.stringify(permissions) === "{}" ? [] : ["its permissions are not empty"]),
    ...(triggers.includes("schedule") && text.includes("github.event.repository")
      ? ["a run by the clock knows no github.event.repository, so what asks for it never runs"]
      : []),
    ...(concurrency === undefined ? ["it has no concurrency group"] : []),
    ...Object.entries(jobs).flatMap(([name, job]) =>
      jobFaults(job, ofPull).map((fault) => `job ${name}: ${fault}`),
    ),
  ];
}

function jobFaults(job: Job, ofPull: boolean): readonly string[] {
  const granted = Object.entries(job.permissions ?? {});
  const isStrong = granted.some(([what, level]) => level === "write" && STRONG.includes(what));
  const scripts = job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  const checkouts = job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@") === true);
  const caches = job.steps.filter((step) => step.uses?.startsWith("actions/setup-node@") === true);
  const artifacts = job.steps.filter(({ uses }) => /^actions\/(?:up|down)load-artifact@/.test(uses ?? ""));
  return [
    ...(job.permissions === undefined ? ["it has no permissions"] : []),
    ...(job["timeout-minutes"] === undefined ? ["it has no timeout"] : []),
    ...(ofPull && isStrong && !(job.if ?? "").includes(NOT_A_FORK) ? ["forks are not kept out"] : []),
    ...scripts.filter((script) => script.includes("${{")).map(() => "an expression inside of a script"),
    ...checkouts
      .filter((step) => step.with?.["persist-credentials"] !== false)
      .map(() => "a checkout that leaves its token in the folder"),
    ...(isStrong && caches.some((step) => step.with?.["package-manager-cache"] !== false)
      ? ["it may write, and takes a cache that another job may have filled"]
      : []),
    ...artifacts
      .filter((step) => !String(step.with?.["path"]).startsWith("${{ runner.temp }}/"))
      .map(() => "an artifact in the folder of the program"),
    ...(granted.some(([what]) => what === "pull-requests") && granted.some(([what]) => what === "id-token")
      ? ["it may write comments and take roles"]
      : []),
  ];
}
