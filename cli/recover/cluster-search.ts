import type { ClusterTools } from "../cluster/cluster-access.ts";
import { type ClusterApi, read, refusal } from "../cluster/cluster-api.ts";
import type { ClusterWay } from "./cluster-way.ts";
import { type ObjectWish, releasePrefix, type ReleaseWish } from "./cluster-wishes.ts";

/** Something inside a cluster that exists and was made by Pulumi. */
export interface FoundObject {
  /** By which the provider imports it. */
  readonly id: string;
  /** Name under which Pulumi owns its fields; undefined for a release, whose objects are Helm's. */
  readonly manager?: string;
}

/** Owner of fields of what the provider makes. @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */
const PULUMI_MANAGER = "pulumi-kubernetes";

interface Metadata {
  readonly name: string;
  readonly deletionTimestamp?: string;
  readonly managedFields?: readonly { readonly manager?: string; readonly subresource?: string }[];
}

interface Discovery {
  readonly resources: readonly { readonly name: string; readonly kind: string }[];
}

/** Looks inside one cluster, and opens it at the first question. */
export class ClusterSearch {
  readonly #tools: ClusterTools;
  readonly #way: ClusterWay;
  readonly #kinds = new Map<string, Promise<Discovery | undefined>>();
  #api: Promise<ClusterApi | undefined> | undefined;

  constructor(tools: ClusterTools, way: ClusterWay) {
    this.#tools = tools;
    this.#way = way;
  }

  /**
   * Object of these names, if Pulumi has made it; undefined also where there is no cluster. What somebody else made is
   * not taken: the next update says that it is there.
   *
   * @throws FailedCommand when nobody answers: no answer is not the answer that nothing is there
   */
  async object({ apiVersion, kind, name, namespace }: ObjectWish): Promise<FoundObject | undefined> {
    const api = await this.server();
    if (api === undefined) return undefined;
    const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const plural = await this.#plural(api, base, kind);
    if (plural === undefined) return undefined;
    const place = namespace === undefined ? "" : `/namespaces/${namespace}`;
    const metadata = await metadataAt(api, `${base}${place}/${plural}/${name}`);
    if (metadata === undefined || metadata.deletionTimestamp !== undefined) return undefined;
    const manager = metadata.managedFields?.find(
      (one) => one.manager?.startsWith(PULUMI_MANAGER) === true && one.subresource === undefined,
    )?.manager;
    return manager === undefined ? undefined : { id: idOf(name, namespace), manager };
  }

  /** Release of this name, by the records that Helm keeps of it. */
  async release({ name, namespace }: ReleaseWish): Promise<FoundObject | undefined> {
    const api = await this.server();
    if (api === undefined) return undefined;
    const selector = new URLSearchParams({ labelSelector: `name=${name}` }).toString();
    const path = `/api/v1/namespaces/${namespace}/secrets?${selector}`;
    const answer = await api.ask({ path, metadataOf: "list" });
    if (answer.status !== 200) throw refusal(api, path, answer);
    const { items } = JSON.parse(answer.text) as {
      /** Of none, the server says null. */
      readonly items: readonly { readonly metadata: Metadata }[] | null;
    };
    const isThere = (items ?? []).some(({ metadata }) => metadata.name.startsWith(releasePrefix(name)));
    return isThere ? { id: idOf(name, namespace) } : undefined;
  }

  /** Whether the stack made the cluster. */
  get isOwn(): boolean {
    return this.#way.isOwn;
  }

  /** What the program's provider is told of the cluster; undefined where there is none. */
  settings(): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.#way.settings();
  }

  async close(): Promise<void> {
    const api = await this.#api?.catch(() => undefined);
    await api?.close();
  }

  /** The API server; undefined where there is no cluster. */
  server(): Promise<ClusterApi | undefined> {
    this.#api ??= this.#open();
    return this.#api;
  }

  async #open(): Promise<ClusterApi | undefined> {
    const config = await this.#way.config();
    return config && this.#tools.openCluster(this.#way.name, config);
  }

  /** How the server calls the objects of a kind in paths; undefined for a kind that it does not know. */
  async #plural(api: ClusterApi, base: string, kind: string): Promise<string | undefined> {
    const asked = this.#kinds.get(base) ?? read<Discovery>(api, base);
    this.#kinds.set(base, asked);
    const found = (await asked)?.resources.find((one) => one.kind === kind && !one.name.includes("/"));
    return found?.name;
  }
}

const idOf = (name: string, namespace: string | undefined): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

async function metadataAt(api: ClusterApi, path: string): Promise<Metadata | undefined> {
  const answer = await api.ask({ path, metadataOf: "object" });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusal(api, path, answer);
  return (JSON.parse(answer.text) as { readonly metadata: Metadata }).metadata;
}
