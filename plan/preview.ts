import { type JsonMap, type Plan, type PlannedResource, resourceKey } from "./plan.ts";
import { keyOfUrn, masked } from "./request.ts";

interface PreviewStep {
  readonly op: string;
  readonly newState?: {
    readonly urn: string;
    readonly type: string;
    readonly custom: boolean;
    readonly inputs?: JsonMap;
    readonly parent?: string;
    readonly provider?: string;
    readonly dependencies?: readonly string[];
    readonly protect?: boolean;
    readonly importID?: string;
  };
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** What `pulumi preview --json` says a stack would register, as a plan. The stack's own resource is left out. */
export function planFromPreview(stack: string, preview: { readonly steps: readonly PreviewStep[] }): Plan {
  const resources = preview.steps
    .flatMap(({ newState }) => (newState === undefined || newState.type === STACK_TYPE ? [] : [newState]))
    .map((state): PlannedResource => {
      const { type, custom, inputs = {}, parent = "", provider = "", protect = false, importID = "" } = state;
      return {
        type,
        name: state.urn.split("::").slice(3).join("::"),
        ...(parent === "" || parent.includes(STACK_TYPE) ? {} : { parent: keyOfUrn(parent) }),
        ...(provider === "" ? {} : { provider: keyOfUrn(provider) }),
        inputs: masked(inputs) as JsonMap,
        dependencies: [...new Set((state.dependencies ?? []).map(keyOfUrn))].sort(),
        protect,
        custom,
        ...(importID === "" ? {} : { importId: importID }),
      };
    })
    .sort((a, b) => (resourceKey(a) < resourceKey(b) ? -1 : 1));
  return { schema: 1, stack, resources };
}
