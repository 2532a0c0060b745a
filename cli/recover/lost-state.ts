import { randomUUID } from "node:crypto";
import { InputError } from "../../fleet/check.ts";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import type { ExportedState, StateResource } from "./state.ts";

const AWS_PROVIDER = "pulumi:providers:aws";

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
 * What the engine itself would have put into the state before the first call of a cloud: the stack, the components and
 * the providers of AWS, each after its parent. Found resources then have a place.
 */
export function framedState(state: ExportedState, plan: Plan, project: string): ExportedState {
  const root: StateResource = {
    urn: `urn:pulumi:${plan.stack}::${project}::pulumi:pulumi:Stack::${project}-${plan.stack}`,
    type: "pulumi:pulumi:Stack",
    custom: false,
  };
  const placed = new Map<string, StateResource>();
  const wanted = new Map(plan.resources.filter(isOfFrame).map((one) => [resourceKey(one), one]));
  for (const key of wanted.keys()) place(key, { wanted, placed, root });
  const resources = [root, ...placed.values()];
  return { ...state, deployment: { ...state.deployment, resources } };
}

const isOfFrame = ({ custom, type }: PlannedResource): boolean => !custom || type === AWS_PROVIDER;

interface Frame {
  readonly wanted: ReadonlyMap<string, PlannedResource>;
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

/** A line of the file that `pulumi import --file` reads. */
interface ImportLine {
  readonly type: string;
  readonly name: string;
  readonly id: string;
}

/** What would be imported, and what cannot be, by type and name. */
export interface ImportPlan {
  readonly resources: readonly ImportLine[];
  readonly missing: readonly string[];
}

/** What was found, and the objects of clusters, whose ids are their names. */
export function importPlan(plan: Plan, found: ReadonlyMap<string, string>): ImportPlan {
  const resources: ImportLine[] = [];
  const missing: string[] = [];
  for (const one of plan.resources) {
    const { type, name, custom } = one;
    if (!custom || type.startsWith("pulumi:")) continue;
    const id = found.get(resourceKey(one)) ?? objectId(one);
    if (id === undefined) missing.push(`${type} ${name}`);
    else resources.push({ type, name, id });
  }
  return { resources, missing };
}

/** An object is imported by `<namespace>/<name>`, a release too. */
function objectId({ type, inputs }: PlannedResource): string | undefined {
  if (!type.startsWith("kubernetes:")) return undefined;
  const named = type === "kubernetes:helm.sh/v3:Release" ? inputs : inputs["metadata"];
  if (typeof named !== "object" || named === null) return undefined;
  const { name, namespace } = named as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || name.includes("<")) return undefined;
  return typeof namespace === "string" ? `${namespace}/${name}` : name;
}
