import { holdsUnknown, type Properties } from "../provider/properties.ts";
import type { CheckFailure } from "../provider/stand-in.ts";
import { ApiError, fieldFaults } from "./api-error.ts";
import type { Api, ObjectRef } from "./api.ts";
import { bodyOf } from "./body.ts";
import { fieldManager } from "./names.ts";
import { textAt } from "./object.ts";
import type { ResourceType } from "./resource-type.ts";

/** What can be said of an object's inputs without an API server. */
export function shapeFailures(type: ResourceType, inputs: Properties): readonly CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const name of ["apiVersion", "kind"] as const) {
    const given = inputs[name];
    if (given !== undefined && given !== type[name])
      failures.push({ property: name, reason: `expected "${type[name]}", got ${JSON.stringify(given)}` });
  }
  if (textAt(inputs, "metadata", "generateName") !== undefined)
    failures.push({
      property: "metadata.generateName",
      reason: "leave the name out: the provider makes one up",
    });
  return failures;
}

/**
 * What the API server says of an object that is new or changed, without making it: fields that it does not know, and
 * for new ones values that it does not allow. Whatever depends on other objects of the same update (a namespace, a
 * definition, a quota) is left to the update itself.
 */
export async function serverFailures(
  api: Api,
  ref: ObjectRef,
  inputs: Properties,
  { isNew, urn }: { readonly isNew: boolean; readonly urn: string },
): Promise<readonly CheckFailure[]> {
  if (holdsUnknown(inputs)) return [];
  try {
    if ((await api.kind(ref.apiVersion, ref.kind)) === undefined) return [];
    if (isNew) await api.dryCreate(ref, bodyOf(inputs), fieldManager(urn));
    else await api.apply(ref, bodyOf(inputs), { manager: fieldManager(urn), force: true, dryRun: true });
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) return [];
    const faults = fieldFaults(error);
    // A change that the server does not allow may be one that replaces the object.
    const told = isNew || error.reason !== "Invalid" ? faults : [];
    return told.map(({ field, message }) => ({ property: field, reason: message }));
  }
}
