import { parseAllDocuments } from "yaml";
import { isList, isMap, type Json, type JsonMap } from "../json.ts";

/** An object that a chart renders. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for objects of the cluster, and for those that lie where their release does. */
  readonly namespace?: string;
  readonly name: string;
  readonly body: JsonMap;
}

/** Objects by group, kind, namespace and name: another version of the same group is the same object. */
export type RenderedObjects = ReadonlyMap<string, RenderedObject>;

/** Documents of the text that `helm template` prints, as they are; a line of `---` can stand in no other place. */
export function manifestDocuments(text: string): readonly string[] {
  return text.split(/^---[ \t\r]*$/m).filter((document) => document.trim() !== "");
}

/**
 * Objects in documents of YAML. Lists are taken apart.
 *
 * @param namespace of the release: whether an object says it or leaves it out means the same
 * @throws Error where the text is not YAML.
 */
export function manifestObjects(text: string, namespace: string): RenderedObjects {
  const found = new Map<string, RenderedObject>();
  for (const document of parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false })) {
    if (!("contents" in document)) continue;
    const [error] = document.errors;
    if (error !== undefined) throw new Error(error.message);
    const body = JSON.parse(JSON.stringify(document.toJS() ?? null)) as Json;
    for (const object of objectsIn(body, namespace)) found.set(freeKey(objectKey(object), found), object);
  }
  return found;
}

function objectsIn(body: Json, namespace: string): readonly RenderedObject[] {
  if (!isMap(body)) return [];
  const { apiVersion, kind, items, metadata = null } = body;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
  if (kind.endsWith("List") && items !== undefined && isList(items))
    return items.flatMap((item) => objectsIn(item, namespace));
  const about = isMap(metadata) ? metadata : {};
  const name = typeof about["name"] === "string" ? about["name"] : "";
  const place = typeof about["namespace"] === "string" ? about["namespace"] : namespace;
  return [{ apiVersion, kind, name, body, ...(place === namespace ? {} : { namespace: place }) }];
}

function objectKey({ apiVersion, kind, namespace = "", name }: RenderedObject): string {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return [group, kind, namespace, name].join("/");
}

/** Some charts render one object twice; Helm applies both, one after the other. */
function freeKey(key: string, found: RenderedObjects): string {
  for (let number = 2, own = key; ; number += 1) {
    if (!found.has(own)) return own;
    own = `${key}#${number}`;
  }
}

/** `apps/v1 Deployment traefik`, with its namespace where that is not the release's. */
export function objectTitle({ apiVersion, kind, namespace, name }: RenderedObject): string {
  return `${apiVersion} ${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
