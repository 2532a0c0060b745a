import { isList, isMap } from "./canonical.ts";
import type { Json } from "./plan.ts";

/** One value that differs; a side that lacks it is undefined. */
export interface LeafChange {
  /** Such as `tags.Name` or `routes[0].cidrBlock`. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
}

/** Every leaf at which two values differ, in the order of the paths. Empty lists and maps are leaves. */
export function leafChanges(before: Json, after: Json): readonly LeafChange[] {
  const old = new Map(leaves(before));
  const now = new Map(leaves(after));
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (old.has(path) && now.has(path) && JSON.stringify(was) === JSON.stringify(is)) return [];
    return [
      { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

/** Path and value of every leaf below a value. */
export function leaves(value: Json, path = ""): readonly (readonly [string, Json])[] {
  if (isList(value) && value.length > 0)
    return value.flatMap((one, index) => leaves(one, `${path}[${index}]`));
  if (isMap(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, one]) => leaves(one, path === "" ? key : `${path}.${key}`));
  }
  return [[path, value]];
}
