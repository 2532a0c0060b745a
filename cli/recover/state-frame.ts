import { randomUUID } from "node:crypto";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import type { ExportedState, StateResource } from "./state.ts";

const AWS_PROVIDER = "pulumi:providers:aws";

/** What the cloud tells of the clusters that providers lead into, by key of the provider. */
export type ProviderSettings = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * What the engine itself would have put into the state before any resource of a cloud: the stack, the components and
 * the providers, each after its parent. Found resources then have a place. A provider that the cloud tells nothing of is
 * left out, and with it all that it would have made.
 */
export function framedState(
  state: ExportedState,
  plan: Plan,
  { project, settings }: { readonly project: string; readonly settings: ProviderSettings },
): ExportedState {
  const root: StateResource = {
    urn: `urn:pulumi:${plan.stack}::${project}::pulumi:pulumi:Stack::${project}-${plan.stack}`,
    type: "pulumi:pulumi:Stack",
    custom: false,
  };
  const placed = new Map<string, StateResource>();
  const wanted = new Map(frameOf(plan, settings).map((one) => [resourceKey(one), one]));
  for (const key of wanted.keys()) place(key, { wanted, placed, root });
  const resources = [root, ...placed.values()];
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** URN of each resource of the frame, by key. */
export function frameUrns(
  plan: Plan,
  place: { readonly project: string; readonly settings: ProviderSettings },
): ReadonlyMap<string, string> {
  const { deployment } = framedState({ deployment: {} }, plan, place);
  return new Map((deployment.resources ?? []).map(({ urn }) => [keyOfUrn(urn), urn]));
}

/** A resource of the frame, with inputs as the state has them. */
export interface FrameResource extends Pick<PlannedResource, "type" | "name" | "parent" | "custom"> {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Components and providers; those of clusters with what the cloud tells of their cluster. */
export function frameOf({ resources }: Plan, settings: ProviderSettings): readonly FrameResource[] {
  return resources.flatMap((one): readonly FrameResource[] => {
    if (!one.custom || one.type === AWS_PROVIDER) return [one];
    const found = settings.get(resourceKey(one));
    return found === undefined ? [] : [{ ...one, inputs: { ...one.inputs, ...found } }];
  });
}

interface Frame {
  readonly wanted: ReadonlyMap<string, FrameResource>;
  /** In the order in which they enter the state. */
  readonly placed: Map<string, StateResource>;
  readonly root: StateResource;
}

function place(key: string, frame: Frame): StateResource {
  const { wanted, placed, root } = frame;
  const there = placed.get(key);
  const one = wanted.get(key);
  if (there !== undefined || one === undefined) return there ?? root;
  const parent = one.parent === undefined ? root : place(one.parent, frame);
  const [organisation, project] = parent.urn.split("::");
  const above = parent === root ? "" : `${parent.urn.split("::")[2] ?? ""}$`;
  const entry: StateResource = {
    urn: `${organisation ?? ""}::${project ?? ""}::${above}${one.type}::${one.name}`,
    type: one.type,
    custom: one.custom,
    parent: parent.urn,
    ...(one.custom ? { id: randomUUID(), inputs: one.inputs, outputs: one.inputs } : {}),
  };
  placed.set(key, entry);
  return entry;
}
