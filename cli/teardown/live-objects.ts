import { type ClusterApi, read } from "../cluster/cluster-api.ts";

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

/** Objects of one sort in all namespaces. */
export async function listObjects(api: ClusterApi, resource: Resource): Promise<readonly LiveObject[]> {
  const list = await read<List>(api, `${resource.base}/${resource.plural}`);
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

/** All sorts of objects that can be listed and changed. A group whose own server does not answer has none to show. */
export async function servedResources(api: ClusterApi): Promise<readonly Resource[]> {
  const groups = await read<Groups>(api, "/apis");
  const bases = (groups?.groups ?? []).map(
    ({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`,
  );
  const core = resourcesOf("/api/v1", await read<Discovery>(api, "/api/v1"));
  const served = await Promise.all(
    bases.map(async (base) => resourcesOf(base, await read<Discovery>(api, base).catch(() => undefined))),
  );
  // An event has no finalizer, and there are many.
  return [...core, ...served.flat()].filter(({ kind }) => kind !== "Event");
}

function resourcesOf(base: string, discovery: Discovery | undefined): readonly Resource[] {
  return (discovery?.resources ?? [])
    .filter(({ name, verbs }) => !name.includes("/") && verbs.includes("list") && verbs.includes("patch"))
    .map(({ name, kind }) => ({ kind, base, plural: name }));
}
