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
import {
  failedTests,
  filesToRunAgain,
  merged,
  totalLine,
  unsteadyTests,
  type VitestCounts,
} from "./run-counts.ts";
import { findActionlint } from "../sandbox/tools/actionlint.ts";
import { findHelm } from "../sandbox/tools/helm.ts";
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
  started = Date.now();
  const helm = await findHelm(tell);
  console.log(`${pc.green("ok")} Helm ${helm.version}, built ${pc.dim(seconds(started))}`);
  started = Date.now();
  const actionlint = await findActionlint(tell);
  console.log(`${pc.green("ok")} actionlint ${actionlint.version}, built ${pc.dim(seconds(started))}`);
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

/** What vitest counted in a stage, with paths as people write them; none when it did not come to an end. */
function countsOf({ counts }: Stage): readonly VitestCounts[] {
  if (counts === undefined || !existsSync(counts)) return [];
  const { testResults } = JSON.parse(readFileSync(counts, "utf8")) as VitestCounts;
  return [
    { testResults: testResults.map((file) => ({ ...file, name: relative(process.cwd(), file.name) })) },
  ];
}

/** How the engine's tests ended. */
interface SandboxResult {
  readonly counts: readonly VitestCounts[];
  /** Tests that failed beside others and passed alone. */
  readonly unsteady: readonly string[];
  readonly failure?: unknown;
}

/**
 * Runs the engine's tests. Where few files fail they are run once again, alone: on a machine with much to do a server may
 * not have answered in time, which is no fault of what is tested. Whoever reads the end is told of it.
 */
async function runSandbox(signal: AbortSignal): Promise<SandboxResult> {
  try {
    await runStage(sandbox, signal);
    return { counts: countsOf(sandbox), unsteady: [] };
  } catch (failure) {
    const [first] = countsOf(sandbox);
    const files = first === undefined ? [] : filesToRunAgain(first);
    if (first === undefined || files.length === 0)
      return { counts: countsOf(sandbox), unsteady: [], failure };
    return runAgain(first, files, signal);
  }
}

async function runAgain(
  first: VitestCounts,
  files: readonly string[],
  signal: AbortSignal,
): Promise<SandboxResult> {
  const { command, ...stage } = vitest("sandbox tests again (alone)", "sandbox");
  const alone: Stage = { ...stage, command: [...command, "--no-file-parallelism", ...files], live: true };
  const failure = await runStage(alone, signal).then(
    () => ({}),
    (error: unknown) => ({ failure: error }),
  );
  const [second = { testResults: [] }] = countsOf(alone);
  return { counts: [merged(first, second)], unsteady: unsteadyTests(first, second), ...failure };
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
let engine: SandboxResult = { counts: [], unsteady: [] };
if (failures.length === 0)
  await prepareTools()
    .then(async () => (engine = await runSandbox(stop.signal)))
    .catch((error: unknown) => failures.push(error as Error));
if (engine.failure !== undefined) failures.push(engine.failure as Error);
if (failures.length === 0) console.log(`all stages passed in ${seconds(started)}`);
tellForgotten();
const counts = [...countsOf(fast), ...engine.counts];
for (const one of counts.flatMap(failedTests)) console.log(pc.red(`failed ${one}`));
for (const one of engine.unsteady) console.log(pc.yellow(`unsteady: ${one}`));
console.log(totalLine(counts));
for (const failure of failures) console.error(pc.red(failure.message));
process.exitCode = failures.length === 0 ? 0 : 1;
