import { isObject, type Properties, type Value } from "../provider/properties.ts";
import { objectAt, textAt, type KubernetesObject } from "./object.ts";

/** What the engine adds to inputs for itself. */
const INTERNAL = ["__defaults", "__internal", "__fieldManager", "__initialApiVersion", "__inputs"];

export function withoutInternal(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !INTERNAL.includes(name)));
}

/** Inputs as they are sent. The server would turn `stringData` into `data` and never show it again: we do it before. */
export function bodyOf(inputs: Properties): KubernetesObject {
  const body = withoutNulls(withoutInternal(inputs)) as Properties;
  const written = objectAt(body, "stringData");
  if (body["kind"] !== "Secret" || body["apiVersion"] !== "v1" || body["stringData"] === undefined)
    return body;
  const { stringData: _, ...rest } = body;
  const encoded = Object.entries(written).map(([key, value]) => [key, encode(value)] as const);
  return { ...rest, data: { ...objectAt(body, "data"), ...Object.fromEntries(encoded) } };
}

function encode(value: Value): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");
}

/** Server-side apply takes a null for a value. */
function withoutNulls(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutNulls);
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(
    ([, inner]) => inner !== null && (inner as unknown) !== undefined,
  );
  return Object.fromEntries(present.map(([key, inner]) => [key, withoutNulls(inner)]));
}

/** Only the identity of an object: what remains when all its fields are given up. */
export function identityOf(inputs: Properties): KubernetesObject {
  const namespace = textAt(inputs, "metadata", "namespace");
  const name = textAt(inputs, "metadata", "name") ?? "";
  return {
    apiVersion: inputs["apiVersion"] ?? "",
    kind: inputs["kind"] ?? "",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  };
}

/** Outputs of a resource: the object as the server shows it, and who manages its fields. */
export function outputsOf(live: KubernetesObject, inputs: Properties, manager: string): Properties {
  const { managedFields: _, ...metadata } = objectAt(live, "metadata");
  return {
    ...live,
    metadata,
    ...(inputs["stringData"] !== undefined && { stringData: inputs["stringData"] }),
    __fieldManager: manager,
    __initialApiVersion: live["apiVersion"] ?? "",
  };
}
