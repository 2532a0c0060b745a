import { ENVIRONMENT_LABEL, TENANT_LABEL } from "../../fleet/tenant-vocabulary.ts";
import { isMap, type Json } from "../json.ts";
import { type Plan, type PlannedResource, resourceKey } from "../plan.ts";

/** An environment of a tenant, as it lies in a stack. */
export interface Slice {
  /** Name of its component, which is that of its namespace: `acme--production`. */
  readonly name: string;
  readonly tenant: string;
  readonly environment: string;
}

const SLICE = "atoll:tenant:TenantSlice";
const NAMESPACE = "kubernetes:core/v1:Namespace";

/** The environments of tenants in a plan, in alphabetical order. */
export function slicesOf({ resources }: Plan): readonly Slice[] {
  const names = resources.filter(({ type }) => type === SLICE).map(({ name }) => name);
  if (names.length === 0) return [];
  const labels = new Map(
    resources
      .filter(({ type, parent = "" }) => type === NAMESPACE && parent.startsWith(`${SLICE}::`))
      .map(({ parent = "", inputs }) => [parent.slice(SLICE.length + 2), labelsOf(inputs["metadata"])]),
  );
  return names.map((name) => {
    const [tenant = name, environment = ""] = name.split("--");
    const found = labels.get(name);
    return {
      name,
      tenant: textOr(found?.[TENANT_LABEL], tenant),
      environment: textOr(found?.[ENVIRONMENT_LABEL], environment),
    };
  });
}

function labelsOf(metadata: Json = null): Readonly<Record<string, Json>> {
  const labels = isMap(metadata) ? (metadata["labels"] ?? null) : null;
  return isMap(labels) ? labels : {};
}

const textOr = (value: Json | undefined, otherwise: string): string =>
  typeof value === "string" && value !== "" ? value : otherwise;

/** Text that belongs to a name when it stands beside it. */
const NAME_CHARACTER = /[A-Za-z0-9]/;

/**
 * Whose environment a resource is part of: by the component or the namespace it lies in, or else by its name, as
 * with the roles of tenants, which lie in the cluster. The longest name counts: `acme--production` is none of `acme--production-eu`.
 */
export function sliceFinder(slices: readonly Slice[]): (resource: PlannedResource) => Slice | undefined {
  const byKey = new Map(slices.map((slice) => [resourceKey({ type: SLICE, name: slice.name }), slice]));
  const byName = new Map(slices.map((slice) => [slice.name, slice]));
  const longestFirst = slices.toSorted((a, b) => b.name.length - a.name.length);
  return (resource) => {
    const inside = byKey.get(resource.parent ?? "") ?? byKey.get(resourceKey(resource));
    return (
      inside ??
      byName.get(namespaceOf(resource)) ??
      longestFirst.find(({ name }) => holdsName(resource.name, name))
    );
  };
}

function namespaceOf({ inputs: { metadata = null } }: PlannedResource): string {
  return isMap(metadata) ? textOr(metadata["namespace"], "") : "";
}

function holdsName(text: string, name: string): boolean {
  const start = text.indexOf(name);
  if (start < 0) return false;
  const [left = "", right = ""] = [text[start - 1], text[start + name.length]];
  return !NAME_CHARACTER.test(left) && !NAME_CHARACTER.test(right);
}
