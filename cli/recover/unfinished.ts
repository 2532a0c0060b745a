import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import type { ExportedState, PendingOperation, StateResource } from "./state.ts";

/** A resource that the state does not have: perhaps made, perhaps not. */
export interface Unfinished {
  readonly type: string;
  readonly name: string;
  /** Inputs as the engine sent them, or, where it had not begun, as the program has them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Key of the provider. */
  readonly provider?: string;
  /** For inputs that are not shown: keys of the resources that they come from. @default - none is hidden */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
  /**
   * How it would stand in the state, but for its id; undefined when its parent or provider is not there either, or when
   * it was to replace one that still is there.
   */
  readonly entry?: StateResource;
  /** Whether the engine had begun to make it. */
  readonly begun: boolean;
}

const resourcesOf = (state: ExportedState): readonly StateResource[] => state.deployment.resources ?? [];

/** Creates that were begun and never ended. */
export function pendingCreates(state: ExportedState): readonly PendingOperation[] {
  return (state.deployment.pending_operations ?? []).filter(({ type }) => type === "creating");
}

/** What the engine had begun to make, and whatever else the program wants and the state has under no name. */
export function unfinishedResources(plan: Plan, state: ExportedState): readonly Unfinished[] {
  const known = new Map(resourcesOf(state).map((one) => [keyOfUrn(one.urn), one]));
  const begun = pendingCreates(state).map(({ resource }) => begunResource(resource, known));
  const begunKeys = new Set(begun.map(resourceKey));
  const wanted = plan.resources.filter((one) => {
    const keys = [resourceKey(one), ...(one.aliases ?? [])];
    const isThere = keys.some((key) => known.has(key) || begunKeys.has(key));
    return one.custom && !one.type.startsWith("pulumi:") && !isThere;
  });
  return [...begun, ...wanted.map((one) => wantedResource(one, known))];
}

/** Under a key that the state has, it was to replace what is there. */
function begunResource(resource: StateResource, known: ReadonlyMap<string, StateResource>): Unfinished {
  const { urn, type, inputs = {}, provider } = resource;
  return {
    type,
    name: urn.split("::").slice(3).join("::"),
    inputs,
    begun: true,
    ...(known.has(keyOfUrn(urn)) ? {} : { entry: resource }),
    ...(provider === undefined ? {} : { provider: keyOfUrn(provider) }),
  };
}

function wantedResource(planned: PlannedResource, known: ReadonlyMap<string, StateResource>): Unfinished {
  const { type, name, provider, inputs, sources } = planned;
  const entry = wantedEntry(planned, known);
  return {
    type,
    name,
    inputs,
    begun: false,
    ...(provider === undefined ? {} : { provider }),
    ...(sources === undefined ? {} : { sources }),
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

/** A resource that exists, and how it will stand in the state. */
export interface FoundResource {
  readonly entry: StateResource;
  readonly id: string;
  /** Name under which Pulumi owns the fields of a Kubernetes object. @default - it is none */
  readonly manager?: string | undefined;
}

/** @see https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/provider.go for `fieldManagerKey` */
const MANAGER_OUTPUT = "__fieldManager";

/**
 * The state with what was found in it, and without any operation that is pending: a refresh then reads each resource,
 * and drops the ones that are not there.
 */
export function withFound(state: ExportedState, found: readonly FoundResource[]): ExportedState {
  const added = found.map(({ entry, id, manager }) => ({
    ...entry,
    id,
    // The provider goes on with the owner of the fields that it finds here.
    outputs: manager === undefined ? {} : { [MANAGER_OUTPUT]: manager },
  }));
  const { pending_operations: _, resources = [], ...rest } = state.deployment;
  return { ...state, deployment: { ...rest, resources: [...resources, ...added] } };
}
