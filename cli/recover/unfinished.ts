import { type Json, type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import type { ExportedState, PendingOperation, StateResource } from "./state.ts";

/** A resource of the program that the state does not have: perhaps made, perhaps not. */
export interface Unfinished {
  readonly type: string;
  readonly name: string;
  /** Inputs, with the ids of other resources put in where the state knows them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Key of the provider. */
  readonly provider?: string;
  /** How it would stand in the state, but for its id; undefined when its parent or provider is not there either. */
  readonly entry?: StateResource;
  /** Whether the engine had begun to make it. */
  readonly begun: boolean;
}

const resourcesOf = (state: ExportedState): readonly StateResource[] => state.deployment.resources ?? [];

/** Creates that were begun and never ended. */
export function pendingCreates(state: ExportedState): readonly PendingOperation[] {
  return (state.deployment.pending_operations ?? []).filter(({ type }) => type === "creating");
}

/** What the engine had begun to make, and whatever else the program wants and the state does not have. */
export function unfinishedResources(plan: Plan, state: ExportedState): readonly Unfinished[] {
  const known = new Map(resourcesOf(state).map((one) => [keyOfUrn(one.urn), one]));
  const begun = pendingCreates(state)
    .filter(({ resource }) => !known.has(keyOfUrn(resource.urn)))
    .map(({ resource }) => begunResource(resource));
  const begunKeys = new Set(begun.map(resourceKey));
  const wanted = plan.resources.filter((one) => {
    const key = resourceKey(one);
    return one.custom && !one.type.startsWith("pulumi:") && !known.has(key) && !begunKeys.has(key);
  });
  return [...begun, ...wanted.map((one) => wantedResource(one, plan, known))];
}

function begunResource(resource: StateResource): Unfinished {
  const { urn, type, inputs = {}, provider } = resource;
  return {
    type,
    name: urn.split("::").slice(3).join("::"),
    inputs,
    entry: resource,
    begun: true,
    ...(provider === undefined ? {} : { provider: keyOfUrn(provider) }),
  };
}

function wantedResource(
  planned: PlannedResource,
  plan: Plan,
  known: ReadonlyMap<string, StateResource>,
): Unfinished {
  const { type, name, provider } = planned;
  const ids = new Map(plan.resources.map((one) => [one.name, known.get(resourceKey(one))?.id]));
  const entry = wantedEntry(planned, known);
  return {
    type,
    name,
    inputs: withIds(planned.inputs, ids) as Readonly<Record<string, unknown>>,
    begun: false,
    ...(provider === undefined ? {} : { provider }),
    ...(entry === undefined ? {} : { entry }),
  };
}

/** The refresh that follows reads inputs and outputs; what it cannot know is where the resource belongs. */
function wantedEntry(
  planned: PlannedResource,
  known: ReadonlyMap<string, StateResource>,
): StateResource | undefined {
  const stack = [...known.values()].find(({ type }) => type === "pulumi:pulumi:Stack");
  const parent = planned.parent === undefined ? stack : known.get(planned.parent);
  const provider = known.get(planned.provider ?? "");
  if (parent === undefined || provider?.id === undefined) return undefined;
  const [place, qualifiedParent] = [parent.urn.split("::").slice(0, 2).join("::"), parent.urn.split("::")[2]];
  const type = parent === stack ? planned.type : `${qualifiedParent ?? ""}$${planned.type}`;
  return {
    urn: `${place}::${type}::${planned.name}`,
    custom: true,
    type: planned.type,
    parent: parent.urn,
    provider: `${provider.urn}::${provider.id}`,
    protect: planned.protect,
  };
}

const REFERENCE = /\$\{([^}]+)\.id\}/g;

function withIds(
  value: Json | Readonly<Record<string, Json>>,
  ids: ReadonlyMap<string, string | undefined>,
): unknown {
  if (typeof value === "string")
    return value.replaceAll(REFERENCE, (text, name: string) => ids.get(name) ?? text);
  if (Array.isArray(value)) return value.map((one: Json) => withIds(one, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, ids)]));
}

/**
 * The state with what was found in it, and without any operation that is pending: a refresh then reads each resource,
 * and drops the ones that are not there.
 */
export function withFound(
  state: ExportedState,
  found: readonly { readonly entry: StateResource; readonly id: string }[],
): ExportedState {
  const added = found.map(({ entry, id }) => ({ ...entry, id, outputs: {} }));
  const { pending_operations: _, resources = [], ...rest } = state.deployment;
  return { ...state, deployment: { ...rest, resources: [...resources, ...added] } };
}
