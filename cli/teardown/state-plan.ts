import type { Json } from "../../plan/json.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import type { ExportedState, StateResource } from "../recover/state.ts";
import { isProtected } from "./job.ts";

/** What a stack has, in the form of what it wants: so a destroy can be told like any other change. */
export function statePlan(stack: string, { deployment: { resources = [] } }: ExportedState): Plan {
  const known = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
  return { schema: 1, stack, resources: known.map(plannedResource) };
}

function plannedResource(one: StateResource): PlannedResource {
  const { urn, type, custom, inputs = {}, parent = "" } = one;
  const isBelowStack = parent === "" || parent.includes("::pulumi:pulumi:Stack::");
  return {
    type,
    name: urn.split("::").slice(3).join("::"),
    custom,
    inputs: inputs as Readonly<Record<string, Json>>,
    dependencies: [],
    protect: isProtected(one),
    ...(isBelowStack ? {} : { parent: keyOfUrn(parent) }),
  };
}
