import { ProviderError } from "../provider/error.ts";
import { ApiError, conflicts, UnreachableError } from "./api-error.ts";
import { ANNOTATIONS } from "./annotations.ts";

/** A refusal of the API server as the engine shows it; anything else as it is. */
export function refusalOf(error: unknown, what: string): unknown {
  if (error instanceof UnreachableError) return new ProviderError(error.message);
  if (!(error instanceof ApiError)) return error;
  const others = Object.entries(conflicts(error));
  if (others.length === 0) return new ProviderError(`${what}: ${error.message}`);
  const told = others.map(
    ([manager, fields]) => `${fields.join(", ")} ${isOrAre(fields)} managed by ${quoted(manager)}`,
  );
  return new ProviderError(
    `${what}: the update would overwrite what others manage: ${told.join("; ")}. ` +
      "Take the change into the program, or take the fields over: set the provider's enablePatchForce for one run, " +
      `or the annotation ${ANNOTATIONS.patchForce}: "true" on the object`,
  );
}

function isOrAre(fields: readonly string[]): string {
  return fields.length === 1 ? "is" : "are";
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
