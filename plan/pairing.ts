import { type Plan, type PlannedResource, resourceKey } from "./plan.ts";

/**
 * Which resource of an earlier plan each resource of a later one is. As for the engine, that is decided by type, name
 * and the types it lies below; an alias leads to an earlier name, and what lies below a renamed parent follows it.
 */
export function pairing(before: Plan, after: Plan): ReadonlyMap<PlannedResource, PlannedResource> {
  const old = byKey(before);
  const now = byKey(after);
  const found = new Map<PlannedResource, PlannedResource | undefined>();
  const match = (resource: PlannedResource): PlannedResource | undefined => {
    if (!found.has(resource)) found.set(resource, search(resource));
    return found.get(resource);
  };
  const search = (resource: PlannedResource): PlannedResource | undefined => {
    const { aliases = [] } = resource;
    const parent = now.get(resource.parent ?? "");
    const oldParent = parent === undefined ? undefined : match(parent);
    const same = old.get(resourceKey(resource));
    if (same !== undefined && isSamePlace(resource, same)) return same;
    const earlier = aliases.find((key) => old.has(key) && !now.has(key));
    if (earlier !== undefined) return old.get(earlier);
    if (parent === undefined || oldParent === undefined || !resource.name.startsWith(parent.name)) return;
    const name = oldParent.name + resource.name.slice(parent.name.length);
    const heir = old.get(resourceKey({ type: resource.type, name }));
    return heir?.parent === resourceKey(oldParent) && !now.has(resourceKey(heir)) ? heir : undefined;
  };
  const isSamePlace = (resource: PlannedResource, same: PlannedResource): boolean => {
    if (resource.aliases?.includes(resourceKey(resource)) === true) return true;
    const parent = now.get(resource.parent ?? "");
    const oldParent = parent === undefined ? undefined : match(parent);
    if (oldParent !== undefined && resourceKey(oldParent) === same.parent) return true;
    return typesAbove(resource, now) === typesAbove(same, old);
  };
  for (const resource of after.resources) match(resource);
  return new Map([...found].flatMap(([one, was]) => (was === undefined ? [] : [[one, was] as const])));
}

type ByKey = ReadonlyMap<string, PlannedResource>;

function byKey({ resources }: Plan): ByKey {
  return new Map(resources.map((one) => [resourceKey(one), one]));
}

/** Types of all that a resource lies below, which are part of its URN. */
function typesAbove({ parent }: PlannedResource, all: ByKey): string {
  const above = parent === undefined ? undefined : all.get(parent);
  return above === undefined ? "" : `${typesAbove(above, all)}$${above.type}`;
}
