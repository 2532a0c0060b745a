import { FailedCommand } from "../../fleet/failed-command.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";
import { type Plan, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import { restoreCheckpoint } from "./checkpoint.ts";
import type { TaggedResource } from "./cloud-search.ts";
import { isInsideCluster } from "./cluster-wishes.ts";
import { assertGone, cancelLock, type LockOwner, lockOwner } from "./lock-owner.ts";
import { KnownThings } from "./known-things.ts";
import { type Lookup, lookUp } from "./lookups.ts";
import { isMadeAnew } from "./made-anew.ts";
import { withKeptNames } from "./made-up-names.ts";
import { Searches } from "./searches.ts";
import { exportState, importState, type ExportedState } from "./state.ts";
import { must } from "./tools.ts";
import { pendingCreates, withFound } from "./unfinished.ts";

/** What a recovery found out about one resource. */
export interface RecoveredResource {
  readonly type: string;
  readonly name: string;
  /**
   * - `finished`: it exists, and the state has it now.
   * - `never-made`: a create was begun, and nothing came of it.
   * - `cleared`: a create was begun that cannot be looked for, such as a patch of somebody's object or a target.
   * - `ambiguous`: the cloud has several that say they are it; nothing was done.
   * - `left-out`: it exists, and the state has no place for it: its parent or provider is missing there, or it was made
   *   to replace one that still is there.
   * - `undecided`: the account has one of this name, and nothing says whose it is.
   */
  readonly outcome: "finished" | "never-made" | "cleared" | "ambiguous" | "left-out" | "undecided";
  readonly ids: readonly string[];
}

export interface Recovery {
  /** Who held the lock. */
  readonly owner?: LockOwner;
  /** What was done to a state file that could not be read, in a sentence. */
  readonly restored?: string;
  readonly resources: readonly RecoveredResource[];
  /** What carries the stack's tags and is in no state. */
  readonly strays: readonly TaggedResource[];
}

/** Whom a recovery asks and tells. */
export interface RecoveryTalk {
  /** Whether a lock may be cancelled whose owner does not run on this machine. */
  readonly mayCancel: (owner: LockOwner) => Promise<boolean>;
  readonly tell: (what: string) => void;
}

/**
 * Finishes what a killed operation left: cancels its lock, takes what exists in the cloud into the state, clears what
 * does not, and reads everything anew. Changes nothing in the cloud.
 *
 * @returns undefined when the lock was to stay
 * @throws InputError when the lock's owner runs on this machine; FailedCommand when pulumi or aws refuse
 */
export async function recoverStack(
  tools: ClusterTools,
  plan: Plan,
  talk: RecoveryTalk,
): Promise<Recovery | undefined> {
  const { stack } = plan;
  const owner = await lockOwner(tools, stack);
  if (owner !== undefined) {
    assertGone(owner);
    if (!(await talk.mayCancel(owner))) return undefined;
  }
  // Pulumi cancels no lock of a state that it cannot read.
  const restored = await restoreCheckpoint(tools, stack);
  if (owner !== undefined) await cancelLock(tools, stack);
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(restored === undefined ? {} : { restored }),
    ...(await finish(tools, plan, { talk, isOld: restored !== undefined })),
  };
}

/** Whom a recovery tells, and what it begins with. */
export interface Circumstances {
  readonly talk: RecoveryTalk;
  /** Whether the state is one of before, which does not know what was begun last. */
  readonly isOld: boolean;
}

/** Takes what exists into the state, reads everything anew, and says what became of each. */
export async function finish(
  tools: ClusterTools,
  plan: Plan,
  { talk: { tell }, isOld }: Circumstances,
): Promise<Pick<Recovery, "resources" | "strays">> {
  const searches = await Searches.open(tools, plan);
  try {
    const before = await exportState(tools, plan.stack);
    tell("looking up what the program wants and the state does not have");
    const lookups = await lookUp(plan, { before, searches, isOld });
    await takeIn(tools, plan.stack, { before, lookups });
    tell("refreshing: reading every resource of the state");
    const refresh = ["refresh", "--stack", plan.stack, "--yes", "--skip-preview"];
    await must(tools.pulumi(refresh), "pulumi refresh");
    const after = await keptNames(tools, plan);
    return {
      resources: outcomes(lookups, after, searches),
      strays: await strays(searches, after),
    };
  } finally {
    await searches.close();
  }
}

/** The state after a refresh, in which made-up names are known as such. */
async function keptNames(tools: ClusterTools, plan: Plan): Promise<ExportedState> {
  const read = await exportState(tools, plan.stack);
  const kept = withKeptNames(plan, read);
  if (kept !== undefined) await importState(tools, plan.stack, kept);
  return kept ?? read;
}

/** Puts what was found into the state. Without a find, and without a pending create, the state stays as it is. */
async function takeIn(
  tools: ClusterTools,
  stack: string,
  { before, lookups }: { readonly before: ExportedState; readonly lookups: readonly Lookup[] },
): Promise<void> {
  const taken = lookups.filter((lookup) => !lookup.isAnybodys);
  const found = taken.flatMap(({ one: { entry }, ids: [id, ...others], manager }) =>
    entry === undefined || id === undefined || others.length > 0 ? [] : [{ entry, id, manager }],
  );
  if (found.length + pendingCreates(before).length === 0) return;
  // The lookups took a while, and an import overwrites whatever is there.
  const now = await exportState(tools, stack);
  if (JSON.stringify(now) !== JSON.stringify(before)) {
    throw new FailedCommand("the recovery", "somebody changed the state meanwhile", "Run it again.");
  }
  await importState(tools, stack, withFound(before, found));
}

function outcomes(
  lookups: readonly Lookup[],
  after: ExportedState,
  searches: Searches,
): readonly RecoveredResource[] {
  const known = new Map((after.deployment.resources ?? []).map(({ urn, id }) => [keyOfUrn(urn), id]));
  return lookups.flatMap(({ one, ids, isAnybodys }): readonly RecoveredResource[] => {
    const { type, name, begun, entry } = one;
    if (ids.length > 0 && isAnybodys) return [{ type, name, outcome: "undecided", ids }];
    if (ids.length > 1) return [{ type, name, outcome: "ambiguous", ids }];
    if (ids.length === 1 && entry === undefined) return [{ type, name, outcome: "left-out", ids }];
    const id = entry === undefined ? undefined : known.get(resourceKey(one));
    if (id !== undefined) return [{ type, name, outcome: "finished", ids: [id] }];
    const isHidden = (isInsideCluster(type) || isMadeAnew(type)) && !searches.canFind(one);
    const outcome = isHidden ? "cleared" : "never-made";
    return begun ? [{ type, name, outcome, ids: [] }] : [];
  });
}

/** What carries the stack's tags, and no resource of the state is it, or has made it. */
async function strays(searches: Searches, after: ExportedState): Promise<readonly TaggedResource[]> {
  const known = new KnownThings(after);
  return (await searches.tagged()).filter((one) => !known.hasArn(one.arn) && !known.hasMaker(one));
}

const FOR_PEOPLE: ReadonlySet<RecoveredResource["outcome"]> = new Set(["ambiguous", "left-out", "undecided"]);

/** Whether the next update could make something a second time, or leave a second copy behind: people must look first. */
export function needsPeople({ resources, strays: found }: Recovery, plan: Plan): boolean {
  const wanted = new Set(plan.resources.map(({ name }) => name));
  return (
    resources.some(({ outcome }) => FOR_PEOPLE.has(outcome)) ||
    found.some(({ tags }) => wanted.has(tags[RESOURCE_TAG] ?? ""))
  );
}
