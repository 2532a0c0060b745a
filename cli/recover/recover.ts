import { InputError } from "../../fleet/check.ts";
import { FailedCommand } from "../../fleet/failed-command.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import { restoreCheckpoint } from "./checkpoint.ts";
import { CloudSearch, type TaggedResource } from "./cloud-search.ts";
import { assertGone, cancelLock, type LockOwner, lockOwner } from "./lock-owner.ts";
import { KnownThings } from "./known-things.ts";
import { assertLost, framedState, type ImportPlan, importPlan } from "./lost-state.ts";
import { idsInCloud } from "./lookup.ts";
import { withResolvedInputs } from "./resolved-inputs.ts";
import { exportState, importState, type ExportedState } from "./state.ts";
import { must, type Tools } from "./tools.ts";
import { pendingCreates, type Unfinished, unfinishedResources, withFound } from "./unfinished.ts";

/** What a recovery found out about one resource. */
export interface RecoveredResource {
  readonly type: string;
  readonly name: string;
  /**
   * - `finished`: it exists, and the state has it now.
   * - `never-made`: a create was begun, and nothing came of it.
   * - `cleared`: a create inside the cluster was begun; the next update finds the object there, if it was made.
   * - `ambiguous`: the cloud has several that say they are it; nothing was done.
   * - `left-out`: it exists, and the state has no place for it: its parent or provider is missing there, or it was made
   *   to replace one that still is there.
   */
  readonly outcome: "finished" | "never-made" | "cleared" | "ambiguous" | "left-out";
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

interface Lookup {
  readonly one: Unfinished;
  readonly ids: readonly string[];
}

/**
 * Finishes what a killed operation left: cancels its lock, takes what exists in the cloud into the state, clears what
 * does not, and reads everything anew. Changes nothing in the cloud.
 *
 * @returns undefined when the lock was to stay
 * @throws InputError when the lock's owner runs on this machine; FailedCommand when pulumi or aws refuse
 */
export async function recoverStack(
  tools: Tools,
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

interface Circumstances {
  readonly talk: RecoveryTalk;
  /** Whether the state is one of before, which does not know what was begun last. */
  readonly isOld: boolean;
}

async function finish(
  tools: Tools,
  plan: Plan,
  { talk: { tell }, isOld }: Circumstances,
): Promise<Pick<Recovery, "resources" | "strays">> {
  const before = await exportState(tools, plan.stack);
  const searches = await openSearches(tools, plan);
  tell("looking up what the program wants and the state does not have");
  const lookups = await lookUp(plan, { before, searches, isOld });
  await takeIn(tools, plan.stack, { before, lookups });
  tell("refreshing: reading every resource of the state");
  await must(tools.pulumi(["refresh", "--stack", plan.stack, "--yes", "--skip-preview"]), "pulumi refresh");
  const after = await exportState(tools, plan.stack);
  return { resources: outcomes(lookups, after), strays: await strays(searches, after) };
}

interface Where {
  readonly before: ExportedState;
  readonly searches: ReadonlyMap<string, CloudSearch>;
  readonly isOld: boolean;
}

/** Looks for everything that is unfinished, where the program's providers lead. */
async function lookUp(plan: Plan, { before, searches, isOld }: Where): Promise<readonly Lookup[]> {
  const known = new KnownThings(before);
  const lookup = async (one: Unfinished, asked = one): Promise<Lookup> => {
    const search = searches.get(one.provider ?? "");
    const ids = search === undefined ? [] : await idsInCloud(asked, search);
    return { one, ids: ids.filter((id) => !known.hasId(one.type, id)) };
  };
  const lookups: Lookup[] = [];
  for (const one of unfinishedResources(plan, before)) lookups.push(await lookup(one));
  if (isOld) await lookAgain(lookups, before, lookup);
  return lookups;
}

/**
 * What would be imported into a state that was lost: asks the cloud, and changes nothing.
 *
 * @throws InputError when the state is not lost
 */
export async function lostStatePlan(tools: Tools, plan: Plan): Promise<ImportPlan> {
  const state = await exportState(tools, plan.stack);
  assertLost(plan.stack, state);
  const before = framedState(state, plan, tools.project);
  const searches = await openSearches(tools, plan);
  const lookups = await lookUp(plan, { before, searches, isOld: true });
  const found = lookups.flatMap(({ one, ids: [id, ...others] }) =>
    id === undefined || others.length > 0 ? [] : [[resourceKey(one), id] as const],
  );
  return importPlan(plan, new Map(found));
}

/**
 * Makes a state that was lost anew: its frame, then everything that the cloud has of it, which a refresh reads. Objects
 * of clusters are left to the next update, which meets them by their names.
 *
 * @throws InputError when the state is not lost, or somebody holds its lock
 */
export async function remakeState(tools: Tools, plan: Plan, talk: RecoveryTalk): Promise<Recovery> {
  const owner = await lockOwner(tools, plan.stack);
  if (owner !== undefined) {
    const expected = "a stack that nobody works on";
    throw new InputError([{ file: `lock of ${plan.stack}`, path: "", expected, got: owner.message }]);
  }
  const state = await exportState(tools, plan.stack);
  assertLost(plan.stack, state);
  await importState(tools, plan.stack, framedState(state, plan, tools.project));
  return finish(tools, plan, { talk, isOld: true });
}

/**
 * What has no tags is found inside what it belongs to, which may itself have been found just now. An old state does not
 * say whether it was begun; between two things of this stack nobody else makes one.
 */
async function lookAgain(
  lookups: Lookup[],
  { deployment }: ExportedState,
  lookup: (one: Unfinished, asked: Unfinished) => Promise<Lookup>,
): Promise<void> {
  const ids = new Map<string, string>();
  for (const { urn, id } of deployment.resources ?? [])
    if (id !== undefined) ids.set(urn.split("::").slice(3).join("::"), id);
  for (const { one, ids: found } of lookups) if (found[0] !== undefined) ids.set(one.name, found[0]);
  for (const [index, { one, ids: found }] of lookups.entries()) {
    const asked = found.length > 0 || one.begun ? undefined : withResolvedInputs(one, ids);
    if (asked !== undefined) lookups[index] = await lookup(one, { ...asked, begun: true });
  }
}

/** Puts what was found into the state. Without a find, and without a pending create, the state stays as it is. */
async function takeIn(
  tools: Tools,
  stack: string,
  { before, lookups }: { readonly before: ExportedState; readonly lookups: readonly Lookup[] },
): Promise<void> {
  const found = lookups.flatMap(({ one: { entry }, ids: [id, ...others] }) =>
    entry === undefined || id === undefined || others.length > 0 ? [] : [{ entry, id }],
  );
  if (found.length + pendingCreates(before).length === 0) return;
  // The lookups took a while, and an import overwrites whatever is there.
  const now = await exportState(tools, stack);
  if (JSON.stringify(now) !== JSON.stringify(before)) {
    throw new FailedCommand("the recovery", "somebody changed the state meanwhile", "Run it again.");
  }
  await importState(tools, stack, withFound(before, found));
}

async function openSearches(tools: Tools, plan: Plan): Promise<ReadonlyMap<string, CloudSearch>> {
  const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:aws");
  const open = async (provider: PlannedResource) =>
    [resourceKey(provider), await CloudSearch.open(tools, plan.stack, provider)] as const;
  return new Map(await Promise.all(providers.map(open)));
}

function outcomes(lookups: readonly Lookup[], after: ExportedState): readonly RecoveredResource[] {
  const known = new Map((after.deployment.resources ?? []).map(({ urn, id }) => [keyOfUrn(urn), id]));
  return lookups.flatMap(({ one, ids }): readonly RecoveredResource[] => {
    const { type, name, begun, entry } = one;
    if (ids.length > 1) return [{ type, name, outcome: "ambiguous", ids }];
    if (ids.length === 1 && entry === undefined) return [{ type, name, outcome: "left-out", ids }];
    const id = entry === undefined ? undefined : known.get(resourceKey(one));
    if (id !== undefined) return [{ type, name, outcome: "finished", ids: [id] }];
    const outcome = isInsideCluster(type) ? "cleared" : "never-made";
    return begun ? [{ type, name, outcome, ids: [] }] : [];
  });
}

/** Objects of a cluster are not looked for: they are known by name, and the provider marks what it makes. */
const isInsideCluster = (type: string): boolean => type.startsWith("kubernetes:");

/** What carries the stack's tags, and no resource of the state is it. */
async function strays(
  searches: ReadonlyMap<string, CloudSearch>,
  after: ExportedState,
): Promise<readonly TaggedResource[]> {
  const known = new KnownThings(after);
  const tagged = await Promise.all([...searches.values()].map((search) => search.tagged()));
  // Providers of one account all see what has no region.
  const byArn = new Map(tagged.flat().map((one) => [one.arn, one]));
  return [...byArn.values()].filter(({ arn }) => !known.hasArn(arn));
}

/** Whether the next update could make something a second time, or leave a second copy behind: people must look first. */
export function needsPeople({ resources, strays: found }: Recovery, plan: Plan): boolean {
  const wanted = new Set(plan.resources.map(({ name }) => name));
  return (
    resources.some(({ outcome }) => outcome === "ambiguous" || outcome === "left-out") ||
    found.some(({ tags }) => wanted.has(tags[RESOURCE_TAG] ?? ""))
  );
}
