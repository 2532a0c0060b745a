import { type Plan, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import type { ExportedState, StateResource } from "./state.ts";

/** Inputs by which AWS calls a thing, and which Pulumi makes up where a program leaves them out. */
const NAME_INPUTS: readonly string[] = ["name", "nodeGroupName", "bucket"];

/** Where the AWS provider remembers which inputs were made up. */
const MADE_UP = "__defaults";

/**
 * A name that Pulumi made up is read from the cloud like one that a program gave, so the next update would make up
 * another one and replace the thing. Here the state learns again that it was made up, and the name stays.
 *
 * @returns undefined where there is nothing to learn
 * @see https://github.com/pulumi/pulumi-terraform-bridge/issues/487
 */
export function withKeptNames(plan: Plan, state: ExportedState): ExportedState | undefined {
  const wanted = new Map(plan.resources.map((one) => [resourceKey(one), one]));
  const learned = (one: StateResource): StateResource => {
    const planned = wanted.get(keyOfUrn(one.urn));
    const names = planned === undefined ? [] : forgottenNames(one, planned.inputs);
    if (names.length === 0) return one;
    return { ...one, inputs: { ...one.inputs, [MADE_UP]: [...madeUp(one), ...names] } };
  };
  const { resources = [] } = state.deployment;
  const kept = resources.map(learned);
  if (kept.every((one, index) => one === resources[index])) return undefined;
  return { ...state, deployment: { ...state.deployment, resources: kept } };
}

function forgottenNames(one: StateResource, given: Readonly<Record<string, unknown>>): readonly string[] {
  if (!one.type.startsWith("aws:") || one.id === undefined) return [];
  const known = madeUp(one);
  return NAME_INPUTS.filter(
    (name) => typeof one.inputs?.[name] === "string" && given[name] === undefined && !known.includes(name),
  );
}

function madeUp({ inputs }: StateResource): readonly unknown[] {
  const names = inputs?.[MADE_UP];
  return Array.isArray(names) ? names : [];
}
