import { isObject, type Properties, type Value } from "../provider/properties.ts";

/** A Kubernetes object, or the inputs of one. */
export type KubernetesObject = Properties;

const NOTHING: Properties = {};

/** A nested object; an empty one where there is none. */
export function objectAt(value: Value | undefined, ...path: readonly string[]): Properties {
  const found = valueAt(value, ...path);
  return isObject(found) ? found : NOTHING;
}

export function valueAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** A nested text; `undefined` where there is none. */
export function textAt(value: Value | undefined, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(value: Value | undefined, ...path: readonly string[]): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === "number" ? found : undefined;
}

/** The objects of a nested list. */
export function listAt(value: Value | undefined, ...path: readonly string[]): readonly Properties[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? (found as readonly Value[]).filter(isObject) : [];
}

export function annotation(object: KubernetesObject, name: string): string | undefined {
  return textAt(object, "metadata", "annotations", name);
}

/** Where the status of an object says that something is so. */
export function condition(object: KubernetesObject, type: string): Properties | undefined {
  return listAt(object, "status", "conditions").find((one) => one["type"] === type);
}

export function holds(object: KubernetesObject, type: string): boolean {
  return condition(object, type)?.["status"] === "True";
}

/** Who wrote which fields of an object, newest information of the server. */
export function fieldManagers(object: KubernetesObject): readonly string[] {
  return listAt(object, "metadata", "managedFields").map((entry) => textAt(entry, "manager") ?? "");
}

/** `namespace/name`, or the name alone where there is no namespace: the id of an object. */
export function idOf(object: KubernetesObject): string {
  const namespace = textAt(object, "metadata", "namespace");
  const name = textAt(object, "metadata", "name") ?? "";
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function splitId(id: string): { readonly namespace?: string; readonly name: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { name: id } : { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}
