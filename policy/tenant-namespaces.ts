import { TENANT_LABEL } from "../fleet/tenant-vocabulary.ts";
import type { StackFinding } from "./finding.ts";
import { namespaceOf, namespacesOf, objectsOf, type PlannedNamespace } from "./namespaces.ts";
import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";

/** Namespaces of tenants; one whose labels are not known yet may be one. */
export function tenantNamespaces(resources: readonly Resource[]): readonly PlannedNamespace[] {
  return namespacesOf(resources).filter(
    ({ labels }) => labels.isUnknown || !labels.at(TENANT_LABEL).isAbsent,
  );
}

/** In the place of a namespace that is not known yet. */
const HIDDEN = Symbol("hidden");

/** What must lie in every tenant's namespace. */
interface Wanted {
  readonly type: string;
  /** Where its objects say what counts. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly accepts: (place: Value) => boolean;
}

/** What is missing in the namespaces of tenants: an object of one type that says what is wanted. */
export function missingInTenants(
  resources: readonly Resource[],
  { type, path, expected, accepts }: Wanted,
): readonly StackFinding[] {
  const byNamespace = Map.groupBy(objectsOf(resources, type), (one) => {
    const place = namespaceOf(one);
    return place.isUnknown ? HIDDEN : place.text;
  });
  return tenantNamespaces(resources).flatMap(({ resource, name, labels }): readonly StackFinding[] => {
    if (name === undefined) return [{ resource, kind: "unknown", path: "metadata.name", expected }];
    const places = (byNamespace.get(name) ?? []).map(({ inputs }) => new Value("", inputs).at(...path));
    if (places.some((place) => !place.isUnknown && accepts(place))) return [];
    const told = { resource, path: path.join("."), expected };
    const isUnknown = byNamespace.has(HIDDEN) || labels.isUnknown || places.some(holdsUnknown);
    if (isUnknown) return [{ ...told, kind: "unknown" }];
    return [{ ...told, kind: "violation", got: places.length === 0 ? "none" : "one that says otherwise" }];
  });
}

/** Whether something at or below a place is not known yet. */
function holdsUnknown(place: Value): boolean {
  if (place.isUnknown) return true;
  if (Array.isArray(place.known)) return place.items.some(holdsUnknown);
  return place.keys.some((key) => holdsUnknown(place.at(key)));
}
