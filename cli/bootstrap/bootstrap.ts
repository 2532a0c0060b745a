import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { type Fault, InputError } from "../../fleet/check.ts";
import { bootstrappedAccount } from "../../fleet/names.ts";
import type { Plan } from "../../plan/plan.ts";
import { lockOwner } from "../recover/lock-owner.ts";
import { needsPeople, recoverStack, type RecoveryTalk } from "../recover/recover.ts";
import { withoutClusters } from "../cluster/cluster-access.ts";
import { exportState, importState } from "../recover/state.ts";
import { must } from "../recover/tools.ts";
import { writeStackFile } from "../stack/stack-file.ts";
import { type Backend, type Backends, heldBy, initStack, makeLocalProject, openState } from "./backend.ts";
import { nextStep, type Step } from "./steps.ts";

/** One account that is brought from nothing to where other stacks can be. */
export interface Bootstrap {
  readonly backends: Backends;
  readonly plan: Plan;
  /** Stack that makes the bucket: this one, or that of the account which comes first. */
  readonly stateStack: string;
  /** Folder of the inventory, for the stack's configuration. */
  readonly inventory: string;
  readonly talk: RecoveryTalk;
  /** Whether to go on, after the person has seen what would be made. */
  readonly mayMake: () => Promise<boolean>;
}

export type Outcome = "nothing-to-do" | "done" | "refused";

/**
 * Makes what an account needs, and moves its own state into the bucket that it has made. Each step is found from what
 * is there, so a run that was killed is continued by the next one.
 *
 * @throws InputError when the state's account was not bootstrapped first, or two states differ
 */
export async function bootstrap(job: Bootstrap): Promise<Outcome> {
  let [asked, made] = [false, false];
  for (;;) {
    const step = await chosenStep(job, made);
    if (step === "update" && (await isUpToDate(job))) return asked ? "done" : "nothing-to-do";
    if (!asked && !(await job.mayMake())) return "refused";
    asked = true;
    await STEPS[step](job);
    if (step === "update") return "done";
    made = step === "make";
  }
}

async function chosenStep({ backends, plan, stateStack }: Bootstrap, made: boolean): Promise<Step> {
  const bucket = await heldBy(backends.bucket, stateStack);
  if (plan.stack !== stateStack) {
    if ((bucket ?? []).length === 0) throw new InputError([tooEarly(stateStack)]);
    return "update";
  }
  const hasLocal = existsSync(join(backends.localFolder, "state"));
  return nextStep({ local: hasLocal ? await heldBy(backends.local, plan.stack) : undefined, bucket }, made);
}

const STEPS: Readonly<Record<Step, (job: Bootstrap) => Promise<void>>> = {
  make: (job) => {
    makeLocalProject(job.backends.localFolder);
    return broughtUp(job, job.backends.local);
  },
  move: moveState,
  clean: cleanLocal,
  update: (job) => broughtUp(job, job.backends.bucket),
  differ: ({ backends }) => Promise.reject(differ(backends.localFolder)),
};

/** A run that was killed left a lock, or creates whose end nobody saw: an update now could make something twice. */
async function broughtUp(job: Bootstrap, backend: Backend): Promise<void> {
  const { plan, talk } = job;
  const { tools } = backend;
  await prepared(job, backend);
  talk.tell(`bringing ${plan.stack} up`);
  await must(tools.pulumi(["up", "--stack", plan.stack, "--yes"]), `pulumi up of ${plan.stack}`);
}

async function prepared({ plan, talk, inventory }: Bootstrap, backend: Backend): Promise<void> {
  const { tools, folder, secretsProvider } = backend;
  writeStackFile(folder, plan.stack, { secretsProvider, inventory });
  await initStack(backend, plan.stack);
  const { deployment } = await exportState(tools, plan.stack);
  const isUnfinished = (deployment.pending_operations ?? []).length > 0;
  if (!isUnfinished && (await lockOwner(tools, plan.stack)) === undefined) return;
  talk.tell("finishing what a killed run left");
  const recovery = await recoverStack(withoutClusters(tools), plan, talk);
  if (recovery !== undefined && !needsPeople(recovery, plan)) return;
  const said = "an update now could make something twice; its state is as the killed run left it";
  throw new FailedCommand("the recovery", said, `Look first: atoll recover ${plan.stack}`);
}

async function moveState({ backends, plan, talk, inventory }: Bootstrap): Promise<void> {
  const { local, bucket } = backends;
  talk.tell("moving the state into the bucket");
  writeStackFile(bucket.folder, plan.stack, { secretsProvider: bucket.secretsProvider, inventory });
  await initStack(bucket, plan.stack);
  await importState(bucket.tools, plan.stack, await openState(local.tools, plan.stack));
}

/** The bucket's state is the same, as the step before has seen; now the engine must find nothing to change by it. */
async function cleanLocal(job: Bootstrap): Promise<void> {
  const { backends, plan, talk } = job;
  talk.tell("proving that the engine finds nothing to change by the bucket's state");
  if (!(await isUpToDate(job))) {
    const hint = `The local state stays in ${backends.localFolder}.`;
    throw new FailedCommand(`pulumi preview of ${plan.stack}`, "the moved state wants changes", hint);
  }
  rmSync(backends.localFolder, { recursive: true });
}

/** Whether a stack that is in the bucket is as the program wants it. */
async function isUpToDate({ backends: { bucket }, plan, inventory }: Bootstrap): Promise<boolean> {
  const held = await heldBy(bucket, plan.stack);
  if (held === undefined || held.length === 0) return false;
  const { folder, secretsProvider } = bucket;
  writeStackFile(folder, plan.stack, { secretsProvider, inventory });
  const preview = ["preview", "--stack", plan.stack, "--expect-no-changes"];
  return (await bucket.tools.pulumi(preview)).exitCode === 0;
}

function differ(localFolder: string): InputError {
  const expected = "the same state as in the bucket, or none";
  const hint = "the bucket's is what counts; compare the two, then remove the folder by hand";
  return new InputError([{ file: localFolder, path: "", expected, got: "another one", hint }]);
}

/** A bucket or a folder may be there all the same: only the state in it shows that the account was finished. */
function tooEarly(stateStack: string): Fault {
  const account = bootstrappedAccount(stateStack) ?? "";
  const expected = "the account of the state to be bootstrapped first";
  const hint = `atoll bootstrap ${account} comes first`;
  return { file: `account ${account}`, path: "", expected, got: `no ${stateStack} in the bucket`, hint };
}
