import { canonical, isObject, type Properties, type Value } from "../provider/properties.ts";
import { withoutInternal } from "./body.ts";
import { objectAt, type KubernetesObject } from "./object.ts";

/** Metadata that the server writes. */
const SERVER_METADATA = [
  "creationTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "selfLink",
  "uid",
];

/**
 * Inputs as they would have to be for the object to be what it is now, so that the next update puts back what others
 * changed. Where the object is as it was after the last update, the input stays as the program wrote it: the server
 * writes quantities its own way (`1000m` becomes `1`), and that is no change.
 *
 * @param stored the object after the last update
 */
export function driftedInputs(before: Properties, stored: Properties, live: KubernetesObject): Properties {
  const { stringData, ...rest } = withoutInternal(before);
  const seen = drifted(rest, stored, live) as Properties;
  const internal = Object.entries(before).filter(([name]) => !(name in rest) && name !== "stringData");
  const written = isObject(stringData)
    ? { stringData: drifted(stringData, stringData, decodedData(live)) }
    : {};
  return { ...Object.fromEntries(internal), ...seen, ...written };
}

function drifted(input: Value, stored: Value | undefined, live: Value | undefined): Value {
  if (live === undefined) return isEmpty(input) ? input : null;
  if (stored !== undefined && canonical(stored) === canonical(live)) return input;
  if (isObject(input) && isObject(live)) {
    const inner = isObject(stored) ? stored : {};
    const entries = Object.entries(input).map(
      ([key, value]) => [key, drifted(value, inner[key], live[key])] as const,
    );
    return Object.fromEntries(entries.filter(([key, value]) => value !== null || input[key] === null));
  }
  if (Array.isArray(input) && Array.isArray(live) && input.length === live.length) {
    const inner: readonly Value[] = Array.isArray(stored) ? (stored as readonly Value[]) : [];
    const shown = live as readonly Value[];
    return (input as readonly Value[]).map((value, index) => drifted(value, inner[index], shown[index]));
  }
  return canonical(input) === canonical(live) ? input : live;
}

/** The server leaves out what is empty. */
function isEmpty(value: Value): boolean {
  return value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function decodedData(live: KubernetesObject): Properties {
  const entries = Object.entries(objectAt(live, "data"));
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      Buffer.from(typeof value === "string" ? value : "", "base64").toString("utf8"),
    ]),
  );
}

/** Inputs of an object that is taken into a stack as it is. */
export function importedInputs(live: KubernetesObject): Properties {
  const metadata = Object.entries(objectAt(live, "metadata")).filter(
    ([name]) => !SERVER_METADATA.includes(name),
  );
  const { status: _, ...rest } = live;
  return { ...rest, metadata: Object.fromEntries(metadata) };
}
