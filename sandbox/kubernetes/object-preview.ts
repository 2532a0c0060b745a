import { holdsUnknown, type Properties } from "../provider/properties.ts";
import { ApiError, UnreachableError } from "./api-error.ts";
import type { Api, ObjectRef } from "./api.ts";
import { bodyOf, outputsOf } from "./body.ts";

/** Answers of a dry run that the update itself would get too, whatever else it does before. */
const FINAL = [409, 422];

/** What an update would make of an object, by the server's own answer where it can be asked. */
export async function previewedOutputs(
  { api, ref, manager }: { readonly api: Api; readonly ref: ObjectRef; readonly manager: string },
  inputs: Properties,
  force: boolean,
): Promise<Properties> {
  if (holdsUnknown(inputs)) return inputs;
  try {
    const live = await api.apply(ref, bodyOf(inputs), { manager, force, dryRun: true });
    return outputsOf(live, inputs, manager);
  } catch (error) {
    if (error instanceof UnreachableError) return inputs;
    if (error instanceof ApiError && !FINAL.includes(error.code)) return inputs;
    throw error;
  }
}
