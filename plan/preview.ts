import { isList, isMap, type Json, type JsonMap } from "./json.ts";
import { type Plan, type PlannedResource, resourceKey, SECRET } from "./plan.ts";
import { optionsField } from "./options.ts";
import { keyOfUrn, masked } from "./request.ts";

interface PreviewStep {
  readonly op: string;
  readonly newState?: PreviewState;
}

/** A resource as a preview tells of it. */
export interface PreviewState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly inputs?: JsonMap;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly protect?: boolean;
  readonly importID?: string;
  readonly deletedWith?: string;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly replaceWith?: readonly string[];
  readonly replacementTrigger?: Json;
  readonly retainOnDelete?: boolean;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** What a plan does not hold: the stack itself, and that another one is read, which is nothing that is registered. */
const LEFT_OUT: ReadonlySet<string> = new Set([STACK_TYPE, "pulumi:pulumi:StackReference"]);

/** What `pulumi preview --json` says a stack would register, as a plan. */
export function planFromPreview(stack: string, preview: { readonly steps: readonly PreviewStep[] }): Plan {
  const resources = preview.steps
    .flatMap(({ newState }) => (newState === undefined || isLeftOut(newState.type) ? [] : [newState]))
    .map(resourceOfState)
    .sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
  return { schema: 1, stack, resources };
}

/** Whether a plan leaves a type out. */
export function isLeftOut(type: string): boolean {
  return LEFT_OUT.has(type);
}

/** A resource of a preview in the words of a plan. */
export function resourceOfState(state: PreviewState): PlannedResource {
  const { type, custom, inputs = {}, parent = "", provider = "", protect = false, importID = "" } = state;
  return {
    type,
    name: state.urn.split("::").slice(3).join("::"),
    ...(parent === "" || parent.includes(STACK_TYPE) ? {} : { parent: keyOfUrn(parent) }),
    ...(provider === "" ? {} : { provider: keyOfUrn(provider) }),
    inputs: withSecrets(masked(inputs)) as JsonMap,
    dependencies: [...new Set((state.dependencies ?? []).map(keyOfUrn))].sort(),
    protect,
    custom,
    ...(importID === "" ? {} : { importId: importID }),
    ...optionsOf(state),
  };
}

/** What the engine prints where a secret stands. */
const HIDDEN = "[secret]";

function withSecrets(value: Json): Json {
  if (value === HIDDEN) return SECRET;
  if (isList(value)) return value.map(withSecrets);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withSecrets(one)]));
}

/** A preview does not tell `deleteBeforeReplace`. */
function optionsOf(state: PreviewState): Pick<PlannedResource, "options"> {
  const { deletedWith = "", ignoreChanges, replaceOnChanges, replaceWith } = state;
  const { replacementTrigger, retainOnDelete } = state;
  return optionsField({
    deletedWith: deletedWith === "" ? undefined : keyOfUrn(deletedWith),
    ignoreChanges: ignoreChanges?.toSorted(),
    replaceOnChanges: replaceOnChanges?.toSorted(),
    replaceWith: replaceWith?.map(keyOfUrn).sort(),
    replacementTrigger: replacementTrigger === undefined ? undefined : masked(replacementTrigger),
    retainOnDelete,
  });
}
