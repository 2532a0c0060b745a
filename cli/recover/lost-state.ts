import { InputError } from "../../fleet/check.ts";
import { type Plan, resourceKey } from "../../plan/plan.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";
import { type ImportPlan, importPlan } from "./import-plan.ts";
import { lockOwner } from "./lock-owner.ts";
import { type Lookup, lookUp } from "./lookups.ts";
import { finish, type Recovery, type RecoveryTalk } from "./recover.ts";
import { K3S_CLUSTER, Searches } from "./searches.ts";
import { exportState, type ExportedState, importState } from "./state.ts";
import { frameOf, framedState, frameUrns, type ProviderSettings } from "./state-frame.ts";

/**
 * Refuses a state that is not lost: what it has would be written over.
 *
 * @throws InputError when it holds anything of a cloud
 */
export function assertLost(stack: string, { deployment: { resources = [] } }: ExportedState): void {
  const held = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  if (held.length === 0) return;
  const expected = "a state without resources, for --lost-state";
  const hint = "without that flag, atoll recover mends what a state lacks";
  throw new InputError([
    { file: `state of ${stack}`, path: "", expected, got: `${held.length} resources`, hint },
  ]);
}

/**
 * Refuses a program whose keys are in its state alone: made anew, they would lock out every machine of a cluster that
 * runs.
 *
 * @throws InputError when it has a cluster of K3s in AWS
 */
function assertHasNoKeys({ stack, resources }: Plan): void {
  const own = resources.find(({ type }) => type === K3S_CLUSTER);
  if (own === undefined) return;
  const expected = "a version of it that holds the authorities of the cluster";
  const hint = "take one back from the versions of the state bucket; a new state would hold new keys";
  throw new InputError([
    { file: `state of ${stack}`, path: "", expected, got: "a state that is lost", hint },
  ]);
}

/**
 * What would be imported into a state that was lost: asks the cloud and the clusters, and changes nothing.
 *
 * @throws InputError when the state is not lost, or must not be made anew
 */
export async function lostStatePlan(tools: ClusterTools, plan: Plan): Promise<ImportPlan> {
  assertHasNoKeys(plan);
  const state = await exportState(tools, plan.stack);
  assertLost(plan.stack, state);
  const searches = await Searches.open(tools, plan);
  try {
    const settings = await searches.providerSettings();
    const place = { project: tools.project, settings };
    const before = framedState(state, plan, place);
    const lookups = await lookUp(plan, { before, searches, isOld: true });
    const found = lookups.filter(({ ids }) => ids.length === 1);
    const byKey = (list: readonly Lookup[]): ReadonlyMap<string, string> =>
      new Map(list.flatMap(({ one, ids }) => ids.map((id) => [resourceKey(one), id] as const)));
    return importPlan(
      plan,
      { resources: frameOf(plan, settings), urns: frameUrns(plan, place) },
      {
        own: byKey(found.filter(({ isAnybodys }) => !isAnybodys)),
        anybodys: byKey(found.filter(({ isAnybodys }) => isAnybodys)),
      },
    );
  } finally {
    await searches.close();
  }
}

/**
 * Makes a state that was lost anew: its frame, then everything that the cloud and the clusters have of it, which a
 * refresh reads.
 *
 * @throws InputError when the state is not lost, must not be made anew, or somebody holds its lock
 */
export async function remakeState(tools: ClusterTools, plan: Plan, talk: RecoveryTalk): Promise<Recovery> {
  assertHasNoKeys(plan);
  const owner = await lockOwner(tools, plan.stack);
  if (owner !== undefined) {
    const expected = "a stack that nobody works on";
    throw new InputError([{ file: `lock of ${plan.stack}`, path: "", expected, got: owner.message }]);
  }
  const state = await exportState(tools, plan.stack);
  assertLost(plan.stack, state);
  const settings = await settingsOf(tools, plan);
  const frame = framedState(state, plan, { project: tools.project, settings });
  await importState(tools, plan.stack, frame);
  return finish(tools, plan, { talk, isOld: true });
}

async function settingsOf(tools: ClusterTools, plan: Plan): Promise<ProviderSettings> {
  const searches = await Searches.open(tools, plan);
  return searches.providerSettings();
}
