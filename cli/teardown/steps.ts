import { InputError } from "../../fleet/check.ts";
import { Phase } from "../phase.ts";
import { type Drained, drain, type Patience } from "./drain.ts";
import { whileWatching } from "./hanging-destroy.ts";
import { type Job, momentOf, type OperationEnd, protectedIn, resourceText } from "./job.ts";
import { livingClusters, withClusters } from "./live-clusters.ts";

/** AWS takes minutes to give back interfaces of a balancer or of a machine. */
export const PATIENCE: Patience = { milliseconds: 15 * 60_000, pollMilliseconds: 5_000 };

/** How a teardown, or one step of it, ended. */
export type StepEnd =
  | { readonly step: "done" }
  | { readonly step: "clear" | "destroy"; readonly end: OperationEnd }
  | { readonly step: "protected" | "drain"; readonly left: readonly string[] };

/**
 * The three steps, each of which looks at what is there and does what is left of it: a run that was killed is finished
 * by the next one.
 */
export async function runSteps(job: Job, patience = PATIENCE): Promise<StepEnd> {
  const cleared = await clearProtection(job);
  if (cleared.step !== "done") return cleared;
  for (let isAgain = false; ; isAgain = true) {
    const drained = await drainStack(job, patience);
    if (drained.left.length > 0) return { step: "drain", left: drained.left };
    const end = await destroyStack(job);
    if (end.succeeded) return { step: "done" };
    // What goes with the cluster itself may leave something behind: a balancer's group, an interface of a machine.
    if (isAgain || !isBlocked(end)) return { step: "destroy", end };
  }
}

/** Whether AWS refused to delete what something else depends on. */
export function isBlocked({ said }: OperationEnd): boolean {
  return said.includes("DependencyViolation");
}

/**
 * Step 1, where anything is protected. Where nothing is, an update has nothing to clear; after a half-done destroy it
 * would only make again what is gone.
 */
export async function clearProtection(job: Job): Promise<StepEnd> {
  const { state } = await momentOf(job);
  if (protectedIn(state).length === 0) {
    new Phase(`${job.stack}: protection`).done("nothing is protected");
    return { step: "done" };
  }
  const end = await job.clear();
  if (!end.succeeded) return { step: "clear", end };
  const left = protectedIn((await momentOf(job)).state);
  return left.length === 0 ? { step: "done" } : { step: "protected", left: left.map(resourceText) };
}

/** Step 2: what controllers made goes, or the teardown ends here: later nobody would know whose it was. */
export async function drainStack(job: Job, patience = PATIENCE): Promise<Drained> {
  const { ground } = await momentOf(job);
  const phase = new Phase(`${job.stack}: drain`);
  const say = (status: string): void => {
    phase.say(status);
  };
  const drained = await withClusters({ ...job, ground }, (clusters) =>
    drain(ground, clusters, { patience, say, gone: job.gone }),
  );
  const { removed, left } = drained;
  if (left.length > 0) phase.failed();
  else phase.done(removed.length === 0 ? "nothing was made by controllers" : `removed ${removed.length}`);
  for (const what of removed) console.error(`   removed ${what}`);
  return drained;
}

/** How the deletion of an object is watched; who calls may listen. */
export interface Watching {
  /** Hears of each object that hangs on a finalizer, before it is let go. @default - the phase tells */
  readonly tell?: (object: string) => void;
  /** How long a finalizer may take. Range 0..600000 milliseconds. @default 20000 */
  readonly patienceMilliseconds?: number;
}

/** What the state holds for the stack itself. */
const STACK = "pulumi:pulumi:Stack";

/**
 * Step 3: deletes everything the stack's state knows. Objects that hang on a finalizer are told of and let go: their
 * cluster goes too, so nobody is left to serve it.
 *
 * @throws InputError when anything is still protected
 */
export async function destroyStack(job: Job, { tell, ...watching }: Watching = {}): Promise<OperationEnd> {
  const { ground, state } = await momentOf(job);
  assertUnprotected(job.stack, protectedIn(state).map(resourceText));
  const hadCluster = ground.places.some(({ clusters }) => clusters.length > 0);
  const isGone = hadCluster && (await livingClusters(ground)).length === 0;
  const phase = new Phase(`${job.stack}: destroy`);
  const hears = (object: string): void => {
    if (tell === undefined) phase.tell(`takes the finalizer off ${object}, which nobody served`);
    else tell(object);
  };
  const end = await withClusters({ ...job, ground }, (clusters) =>
    whileWatching({ clusters, releases: true, tell: hears, ...watching }, () => job.destroy(isGone, phase)),
  );
  const { resources = [] } = state.deployment;
  if (end.succeeded) phase.done(`${resources.filter(({ type }) => type !== STACK).length} deleted`);
  else phase.failed();
  return end;
}

function assertUnprotected(stack: string, left: readonly string[]): void {
  if (left.length === 0) return;
  const expected = "nothing under protection once the entry retires";
  throw new InputError([{ file: `state of ${stack}`, path: "", expected, got: left.join(", ") }]);
}
