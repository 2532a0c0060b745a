import { apiVersionReplaces, fieldReplaces } from "../fleet/replacement/kubernetes-replacement.ts";
import type { LeafChange } from "./leaves.ts";
import type { PlannedResource } from "./plan.ts";
import { parsedPath } from "./property-path.ts";

/** Whether a changed input makes the Kubernetes provider replace the object that it belongs to. */
export function replacesObject(
  { type, inputs }: Pick<PlannedResource, "type" | "inputs">,
  { path, after }: LeafChange,
): boolean {
  const { apiVersion, kind, immutable } = inputs;
  if (!type.startsWith("kubernetes:") || typeof apiVersion !== "string" || typeof kind !== "string")
    return false;
  if (path === "apiVersion") return typeof after === "string" && apiVersionReplaces(apiVersion, after);
  // The program's own provider is told that data may change.
  const object = { apiVersion, kind, immutable: immutable === true, dataMayChange: true };
  return fieldReplaces(object, parsedPath(path));
}
