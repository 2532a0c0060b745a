import { askApi } from "./api.ts";
import type { ClusterRecord } from "./folder.ts";

/** One sort of object that an API server keeps. */
export interface Resource {
  readonly kind: string;
  /** Path of its group and version, such as `/apis/apps/v1`. */
  readonly base: string;
  readonly plural: string;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly deletionTimestamp?: string;
}

/** An object as the server has it. */
export interface LiveObject {
  readonly resource: Resource;
  readonly metadata: Metadata;
  readonly spec: Readonly<Record<string, unknown>>;
}

interface List {
  readonly items: readonly {
    readonly metadata: Metadata;
    readonly spec?: Readonly<Record<string, unknown>>;
  }[];
}

interface Discovery {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly verbs: readonly string[];
  }[];
}

interface Groups {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

/** A cluster that is gone, or that does not know what is asked for, has nothing. */
async function answered<Answer>(
  dir: string,
  cluster: ClusterRecord,
  path: string,
): Promise<Answer | undefined> {
  const { status, text } = await askApi(dir, cluster, { path });
  return status === 200 ? (JSON.parse(text) as Answer) : undefined;
}

/** Objects of one sort in all namespaces. */
export async function listObjects(
  dir: string,
  cluster: ClusterRecord,
  resource: Resource,
): Promise<readonly LiveObject[]> {
  const list = await answered<List>(dir, cluster, `${resource.base}/${resource.plural}`);
  return (list?.items ?? []).map(({ metadata, spec = {} }) => ({ resource, metadata, spec }));
}

/** Path of the objects of a sort in one namespace. */
export function pathIn(namespace: string | undefined, { base, plural }: Resource): string {
  return namespace === undefined ? `${base}/${plural}` : `${base}/namespaces/${namespace}/${plural}`;
}

export function pathOf({ resource, metadata }: LiveObject): string {
  return `${pathIn(metadata.namespace, resource)}/${metadata.name}`;
}

/** As people call it: `ConfigMap shop--live/cart`. */
export function objectText({ resource, metadata: { name, namespace } }: LiveObject): string {
  return `${resource.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** The same with what holds it: `ConfigMap shop--live/cart (example.com/cleanup)`. */
export function heldText(object: LiveObject): string {
  const { finalizers = [] } = object.metadata;
  return `${objectText(object)}${finalizers.length === 0 ? "" : ` (${finalizers.join(", ")})`}`;
}

/** All sorts of objects that can be listed and changed. */
export async function servedResources(dir: string, cluster: ClusterRecord): Promise<readonly Resource[]> {
  const groups = await answered<Groups>(dir, cluster, "/apis");
  const bases = (groups?.groups ?? []).map(
    ({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`,
  );
  const served = await Promise.all(
    ["/api/v1", ...bases].map(async (base) => {
      const discovery = await answered<Discovery>(dir, cluster, base);
      return (discovery?.resources ?? [])
        .filter(({ name, verbs }) => !name.includes("/") && verbs.includes("list") && verbs.includes("patch"))
        .map(({ name, kind }) => ({ kind, base, plural: name }));
    }),
  );
  // An event has no finalizer, and there are many.
  return served.flat().filter(({ kind }) => kind !== "Event");
}
