/**
 * Everything that must hold before a change lands, fast checks first. Two lanes run side by side, because lint and
 * types take longer than a thousand unit tests; the engine's tests follow when both are green, and its build before them
 * where there is none yet.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { execa, ExecaError } from "execa";
import pc from "picocolors";
import { findKubernetes } from "../sandbox/tools/kubernetes.ts";
import { findPrometheusTools } from "../sandbox/tools/prometheus.ts";
import { findPulumi } from "../sandbox/tools/pulumi.ts";

interface Stage {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Where vitest leaves its counts. */
  readonly counts?: string;
  /** Shows its output as it comes: for a long stage that runs alone. */
  readonly live?: true;
}

const COUNTS_FOLDER = "node_modules/.cache/atoll-tests";

/** Temporary folders of this run, so that what a test forgets is seen, and gone with it. */
const TEMPORARY = mkdtempSync(join(tmpdir(), "atoll-test-"));

const format: Stage = { title: "format", command: ["prettier", "--check", "--log-level", "warn", "."] };
const lint: Stage = {
  title: "lint",
  command: ["eslint", "--cache", "--cache-location", "node_modules/.cache/eslint/", "."],
};
const types: Stage = { title: "types", command: ["tsc", "--noEmit"] };

function vitest(title: string, ...projects: readonly string[]): Stage {
  const counts = `${COUNTS_FOLDER}/${title}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${counts}`];
  const selected = projects.flatMap((project) => ["--project", project]);
  return { title, command: ["vitest", "run", ...selected, ...reporters], counts };
}

const fast = vitest("unit, property, record and contract tests", "fast", "record");
const sandbox: Stage = { ...vitest("sandbox tests (real engine)", "sandbox"), live: true };

const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs one stage and prints its output when it ends, so that stages beside each other stay readable; or at once. */
async function runStage(stage: Stage, signal: AbortSignal): Promise<void> {
  const started = Date.now();
  const [file, ...args] = stage.command;
  const live = stage.live === true;
  const shown = live ? (["pipe", "inherit"] as const) : "pipe";
  try {
    const { all } = await execa(file, args, {
      preferLocal: true,
      all: true,
      stdout: shown,
      stderr: shown,
      cancelSignal: signal,
      env: { CI: "true", TMPDIR: TEMPORARY },
    });
    console.log(`${pc.green("ok")} ${stage.title} ${pc.dim(seconds(started))}`);
    if (stage.counts !== undefined && !live) console.log(all);
  } catch (error) {
    if (signal.aborted) return;
    console.log(`${pc.red("failed")} ${stage.title} ${pc.dim(seconds(started))}`);
    if (!live || !(error instanceof ExecaError)) console.log(error instanceof ExecaError ? error.all : error);
    throw new Error(`${stage.title} failed; run it alone: npx ${again(stage)}`, { cause: error });
  }
}

/** How often a long build says that it goes on. */
const PROGRESS_MILLISECONDS = 30_000;

/** Builds the engine and the servers where there are none yet, so that no test's patience ends with it. */
async function prepareTools(): Promise<void> {
  let started = Date.now();
  let said = started;
  const tell = (status: string): void => {
    if (Date.now() - said < PROGRESS_MILLISECONDS) return;
    said = Date.now();
    console.log(pc.dim(`   ${status}`));
  };
  const pulumi = await findPulumi(tell);
  console.log(`${pc.green("ok")} Pulumi CLI ${pulumi.version}, ${pulumi.origin} ${pc.dim(seconds(started))}`);
  started = Date.now();
  const { version } = await findKubernetes(tell);
  console.log(`${pc.green("ok")} Kubernetes ${version}, built ${pc.dim(seconds(started))}`);
  started = Date.now();
  const { alertmanager } = await findPrometheusTools(tell);
  console.log(
    `${pc.green("ok")} promtool, and amtool of Alertmanager ${alertmanager} ${pc.dim(seconds(started))}`,
  );
}

/** The command that repeats a stage, without what only this program reads. */
function again({ command }: Stage): string {
  return command
    .filter((word) => !word.startsWith("--reporter") && !word.startsWith("--outputFile"))
    .join(" ");
}

async function runLane(stages: readonly Stage[], stop: AbortController): Promise<void> {
  for (const stage of stages) {
    if (stop.signal.aborted) return;
    try {
      await runStage(stage, stop.signal);
    } catch (error) {
      stop.abort();
      throw error;
    }
  }
}

interface VitestCounts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

function countsOf(stages: readonly Stage[]): readonly VitestCounts[] {
  return stages.flatMap(({ counts }) =>
    counts !== undefined && existsSync(counts)
      ? [JSON.parse(readFileSync(counts, "utf8")) as VitestCounts]
      : [],
  );
}

/** Every test that failed, in the order in which they ran, with the first line of why: the end of a log is read first. */
function tellFailed(stages: readonly Stage[]): void {
  const files = countsOf(stages).flatMap(({ testResults }) => testResults);
  for (const { name, message, assertionResults } of files) {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    const whys = failed.map(({ fullName, failureMessages: [why = ""] = [] }) => `${fullName}: ${why}`);
    for (const why of failed.length === 0 && message !== "" ? [message] : whys)
      console.log(pc.red(`failed ${relative(process.cwd(), name)}: ${why.split("\n")[0] ?? ""}`));
  }
}

/** The line that a machine reads, over the stages that ran: `Total: 812 passed, 0 failed, 2 skipped`. */
function totalLine(stages: readonly Stage[]): string {
  const read = countsOf(stages);
  const sum = (of: Exclude<keyof VitestCounts, "testResults">): number =>
    read.reduce((total, one) => total + one[of], 0);
  return `Total: ${sum("numPassedTests")} passed, ${sum("numFailedTests")} failed, ${sum("numPendingTests")} skipped`;
}

/** Tells of folders that tests made and did not remove, by the beginnings of their names. */
function tellForgotten(): void {
  const names = readdirSync(TEMPORARY).filter((name) => name.startsWith("atoll-"));
  const kinds = [...new Set(names.map((name) => name.slice(0, name.lastIndexOf("-"))))].sort();
  rmSync(TEMPORARY, { recursive: true, force: true });
  if (names.length > 0)
    console.log(pc.yellow(`tests left ${names.length} temporary folders: ${kinds.join(", ")}`));
}

const started = Date.now();
rmSync(COUNTS_FOLDER, { recursive: true, force: true });
mkdirSync(COUNTS_FOLDER, { recursive: true });
const stop = new AbortController();
const lanes = await Promise.allSettled([runLane([format, lint, types], stop), runLane([fast], stop)]);
const failures = lanes.filter((lane) => lane.status === "rejected").map((lane) => lane.reason as Error);
if (failures.length === 0)
  await prepareTools()
    .then(() => runLane([sandbox], stop))
    .catch((error: unknown) => failures.push(error as Error));
if (failures.length === 0) console.log(`all stages passed in ${seconds(started)}`);
tellForgotten();
tellFailed([fast, sandbox]);
console.log(totalLine([fast, sandbox]));
for (const failure of failures) console.error(pc.red(failure.message));
process.exitCode = failures.length === 0 ? 0 : 1;
