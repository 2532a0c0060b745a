import {
  apiVersionReplaces,
  fieldReplaces,
  type ObjectFacts,
} from "../../fleet/replacement/kubernetes-replacement.ts";
import { canonical, isObject, type Properties, type Value } from "../provider/properties.ts";
import type { ChangeKind, DiffResult, InputChange } from "../provider/stand-in.ts";
import { textAt } from "./object.ts";
import { isAutonamed } from "./names.ts";
import { withoutInternal } from "./body.ts";

type Path = readonly (string | number)[];

interface Difference {
  readonly path: Path;
  readonly kind: ChangeKind;
}

/** How the provider's settings bear on replacement. */
export interface DataSettings {
  readonly configMapsMayChange: boolean;
  readonly secretsMayChange: boolean;
  /** Namespace of objects that name none. */
  readonly namespace: string;
}

/** What differs between the inputs of an object, and what of it replaces the object. */
export function objectDiff(before: Properties, after: Properties, settings: DataSettings): DiffResult {
  const facts: ObjectFacts = {
    apiVersion: textAt(after, "apiVersion") ?? "",
    kind: textAt(after, "kind") ?? "",
    immutable: before["immutable"] === true,
    dataMayChange: after["kind"] === "Secret" ? settings.secretsMayChange : settings.configMapsMayChange,
  };
  const changes = changesOf(before, after, (path) =>
    path[0] === "apiVersion" ? versionReplaces(before, after) : fieldReplaces(facts, path),
  );
  const kept = changes.map((change) =>
    change.path === "metadata.namespace" && namespaceOf(before, settings) === namespaceOf(after, settings)
      ? { ...change, replaces: false }
      : change,
  );
  return { changes: kept, deleteBeforeReplace: blocksSuccessor(before, after, settings) };
}

/** All differences of inputs, each with whether it replaces. */
export function changesOf(
  before: Properties,
  after: Properties,
  replaces: (path: Path) => boolean,
): readonly InputChange[] {
  return differences([], withoutInternal(before), withoutInternal(after)).map(({ path, kind }) => ({
    path: pathText(path),
    kind,
    replaces: replaces(path),
  }));
}

function versionReplaces(before: Properties, after: Properties): boolean {
  return apiVersionReplaces(textAt(before, "apiVersion") ?? "", textAt(after, "apiVersion") ?? "");
}

function namespaceOf(inputs: Properties, { namespace }: DataSettings): string {
  return textAt(inputs, "metadata", "namespace") ?? namespace;
}

/** Two objects cannot have one name. A made-up name is made anew for the successor. */
function blocksSuccessor(before: Properties, after: Properties, settings: DataSettings): boolean {
  return (
    !isAutonamed(after) &&
    textAt(before, "metadata", "name") === textAt(after, "metadata", "name") &&
    namespaceOf(before, settings) === namespaceOf(after, settings)
  );
}

/** Every place where two values differ; lists of another length differ as a whole only behind their common part. */
export function differences(
  path: Path,
  before: Value | undefined,
  after: Value | undefined,
): readonly Difference[] {
  if (canonical(before ?? null) === canonical(after ?? null)) return [];
  if (before === undefined || before === null) return [{ path, kind: "add" }];
  if (after === undefined || after === null) return [{ path, kind: "delete" }];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences([...path, key], before[key], after[key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, fresh] = [before as readonly Value[], after as readonly Value[]];
    const places = Array.from({ length: Math.max(old.length, fresh.length) }, (_, index) => index);
    return places.flatMap((index) => differences([...path, index], old[index], fresh[index]));
  }
  return [{ path, kind: "update" }];
}

/** A path as the engine writes it: `spec.rules[0].host`, `metadata.labels["app.kubernetes.io/name"]`. */
function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (/^[A-Za-z_$][\w$]*$/.test(key)) return text === "" ? key : `${text}.${key}`;
    return `${text}[${JSON.stringify(key)}]`;
  }, "");
}
