import type { ClusterTools } from "../cluster/cluster-access.ts";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { AwsClient } from "./aws-client.ts";
import { CloudSearch, type TaggedResource } from "./cloud-search.ts";
import { ClusterSearch, type FoundObject } from "./cluster-search.ts";
import { isInsideCluster, isPatch, objectWish, RELEASE_TYPE, releaseWish } from "./cluster-wishes.ts";
import { idsInCloud } from "./lookup.ts";
import type { Unfinished } from "./unfinished.ts";

/** What a look found of one resource. */
export interface Found {
  readonly ids: readonly string[];
  /** Name under which Pulumi owns the fields of an object; a new one would soon conflict with it. */
  readonly manager?: string;
}

const NOTHING: Found = { ids: [] };

/** Looks for what belongs to a stack, wherever the program's providers lead. */
export class Searches {
  /** By key of the provider, as the clusters are. */
  readonly #clouds: ReadonlyMap<string, CloudSearch>;
  readonly #clusters: ReadonlyMap<string, ClusterSearch>;

  private constructor(
    clouds: ReadonlyMap<string, CloudSearch>,
    clusters: ReadonlyMap<string, ClusterSearch>,
  ) {
    this.#clouds = clouds;
    this.#clusters = clusters;
  }

  static async open(tools: ClusterTools, plan: Plan): Promise<Searches> {
    const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:aws");
    const open = async (provider: PlannedResource) =>
      [resourceKey(provider), await AwsClient.open(tools, `atoll-recover-${plan.stack}`, provider)] as const;
    const clients = new Map(await Promise.all(providers.map(open)));
    const clouds = [...clients].map(([key, client]) => [key, new CloudSearch(client, plan.stack)] as const);
    const clusters = clusterAnchors(plan).flatMap(({ key, name, awsProvider }) => {
      const client = clients.get(awsProvider);
      return client === undefined
        ? []
        : [[key, new ClusterSearch(tools, client, { name, stack: plan.stack })] as const];
    });
    return new Searches(new Map(clouds), new Map(clusters));
  }

  /** Whether it can be found out if a resource exists. */
  canFind({ type, provider = "", inputs }: Pick<Unfinished, "type" | "provider" | "inputs">): boolean {
    if (!isInsideCluster(type)) return this.#clouds.has(provider);
    if (isPatch(type) || !this.#clusters.has(provider)) return false;
    return (type === RELEASE_TYPE ? releaseWish(inputs) : objectWish(inputs)) !== undefined;
  }

  /** Looks for one resource; what has no mark of its stack only where the engine had begun to make it. */
  async find(one: Unfinished): Promise<Found> {
    if (isInsideCluster(one.type)) return this.#findInside(one);
    const cloud = this.#clouds.get(one.provider ?? "");
    return cloud === undefined ? NOTHING : { ids: await idsInCloud(one, cloud) };
  }

  /** Settings with which a lost provider of a cluster would be made again, by key of the provider. */
  async providerSettings(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
    const asked = [...this.#clusters].map(async ([key, cluster]) => [key, await cluster.settings()] as const);
    const settings = await Promise.all(asked);
    return new Map(settings.flatMap(([key, found]) => (found === undefined ? [] : [[key, found]])));
  }

  /** Everything that carries the stack's tags, each once: providers of one account all see what has no region. */
  async tagged(): Promise<readonly TaggedResource[]> {
    const found = await Promise.all([...this.#clouds.values()].map((cloud) => cloud.tagged()));
    return [...new Map(found.flat().map((one) => [one.arn, one])).values()];
  }

  async close(): Promise<void> {
    for (const cluster of this.#clusters.values()) await cluster.close();
  }

  async #findInside(one: Unfinished): Promise<Found> {
    const cluster = this.#clusters.get(one.provider ?? "");
    if (cluster === undefined || !one.begun || isPatch(one.type)) return NOTHING;
    const found = await (one.type === RELEASE_TYPE
      ? wished(releaseWish(one.inputs), (wish) => cluster.release(wish))
      : wished(objectWish(one.inputs), (wish) => cluster.object(wish)));
    if (found === undefined) return NOTHING;
    const { id, manager } = found;
    return { ids: [id], ...(manager === undefined ? {} : { manager }) };
  }
}

async function wished<Wish>(
  wish: Wish | undefined,
  look: (wish: Wish) => Promise<FoundObject | undefined>,
): Promise<FoundObject | undefined> {
  return wish === undefined ? undefined : look(wish);
}

interface ClusterAnchor {
  /** Key of the provider of what is inside. */
  readonly key: string;
  readonly name: string;
  /** Key of the provider of the cluster itself. */
  readonly awsProvider: string;
}

/** Providers of Kubernetes whose kubeconfig comes from a cluster of the same program. */
function clusterAnchors({ resources }: Plan): readonly ClusterAnchor[] {
  const byKey = new Map(resources.map((one) => [resourceKey(one), one]));
  return resources
    .filter(({ type }) => type === "pulumi:providers:kubernetes")
    .flatMap((provider) =>
      (provider.sources?.["kubeconfig"] ?? []).flatMap((key) => {
        const cluster = byKey.get(key);
        const name = cluster?.inputs["name"];
        if (cluster?.type !== "aws:eks/cluster:Cluster" || typeof name !== "string") return [];
        return [{ key: resourceKey(provider), name, awsProvider: cluster.provider ?? "" }];
      }),
    );
}
