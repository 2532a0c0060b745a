import { fieldReplaces } from "../../fleet/replacement/kubernetes-replacement.ts";
import { isList, isMap, type Json, type JsonMap } from "../json.ts";
import type { LeafChange } from "../leaves.ts";
import { parsedPath } from "../property-path.ts";
import { objectTitle, type RenderedObject } from "./manifest-objects.ts";

/** Fields of claims that may change: a volume can grow. */
const MAY_CHANGE = /^PersistentVolumeClaim spec\.resources\b/;

/** Kinds that hold data, or all that lies in them. */
const HOLDERS: ReadonlySet<string> = new Set(["Namespace", "PersistentVolume", "PersistentVolumeClaim"]);

export const DEFINITION = "CustomResourceDefinition";

/** Whether Kubernetes refuses to change this field of an object. Hooks are made anew each time. */
export function isFixed({ apiVersion, kind, body }: RenderedObject, { path }: LeafChange): boolean {
  if (annotation(body, "helm.sh/hook") !== undefined || MAY_CHANGE.test(`${kind} ${path}`)) return false;
  const immutable = body["immutable"] === true;
  return fieldReplaces({ apiVersion, kind, immutable, dataMayChange: true }, parsedPath(path));
}

/** Said of a changed object that Kubernetes, or what is in the cluster, will not take. */
export function changeDangers(
  before: RenderedObject,
  after: RenderedObject,
  leaves: readonly LeafChange[],
): readonly string[] {
  const fixed = leaves.filter((leaf) => isFixed(before, leaf)).map(({ path }) => path);
  const refused =
    fixed.length === 0
      ? []
      : [
          `${objectTitle(after)}: Kubernetes refuses another ${fixed.join(", ")}; the upgrade fails until the object is deleted`,
        ];
  return before.kind === DEFINITION ? [...refused, ...definitionDangers(before, after)] : refused;
}

/** Whether Helm leaves an object where it is when its chart no longer has it. */
export function isKept({ body }: RenderedObject): boolean {
  return annotation(body, "helm.sh/resource-policy") === "keep";
}

/** Said of an object that goes and takes along what cannot be had again. */
export function removalDangers(object: RenderedObject): readonly string[] {
  if (isKept(object)) return [];
  if (object.kind === DEFINITION)
    return [`${objectTitle(object)} goes, and with it every object of its kind`];
  return HOLDERS.has(object.kind) ? [`${objectTitle(object)} goes, with all that it holds`] : [];
}

function definitionDangers(before: RenderedObject, after: RenderedObject): readonly string[] {
  const [was, is] = [servedVersions(before.body), servedVersions(after.body)];
  const [listed] = [versionsOf(after.body).map(versionName)];
  return was
    .filter((version) => !is.includes(version))
    .map((version) => {
      const how = listed.includes(version) ? "serves no more" : "drops";
      return `${objectTitle(after)} ${how} version ${version}: what is written in it is refused from then on`;
    });
}

function versionsOf({ spec = null }: JsonMap): readonly Json[] {
  const versions = isMap(spec) ? spec["versions"] : undefined;
  return versions !== undefined && isList(versions) ? versions : [];
}

function versionName(version: Json): string {
  return isMap(version) && typeof version["name"] === "string" ? version["name"] : "";
}

function servedVersions(body: JsonMap): readonly string[] {
  return versionsOf(body)
    .filter((version) => isMap(version) && version["served"] !== false)
    .map(versionName);
}

function annotation({ metadata = null }: JsonMap, key: string): Json | undefined {
  const annotations = isMap(metadata) ? (metadata["annotations"] ?? null) : null;
  return isMap(annotations) ? annotations[key] : undefined;
}
