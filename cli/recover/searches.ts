import type { ClusterTools } from "../cluster/cluster-access.ts";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { KUBERNETES_PROVIDER } from "../cluster/state-kubeconfig.ts";
import { AwsClient } from "./aws-client.ts";
import { CloudSearch, type TaggedResource } from "./cloud-search.ts";
import { ClusterSearch, type FoundObject } from "./cluster-search.ts";
import { eksWay, stateWay } from "./cluster-way.ts";
import { isInsideCluster, objectWish, RELEASE_TYPE, releaseWish } from "./cluster-wishes.ts";
import { idsInCloud } from "./lookup.ts";
import { isMadeAnew } from "./made-anew.ts";
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
    return new Searches(new Map(clouds), clusterSearches(tools, plan, clients));
  }

  /** Whether it can be found out if a resource exists. */
  canFind({ type, provider = "", inputs }: Pick<Unfinished, "type" | "provider" | "inputs">): boolean {
    if (isMadeAnew(type)) return false;
    if (!isInsideCluster(type)) return this.#clouds.has(provider);
    if (!this.#clusters.has(provider)) return false;
    return (type === RELEASE_TYPE ? releaseWish(inputs) : objectWish(inputs)) !== undefined;
  }

  /** Whether something is wanted where nobody else makes its like: anywhere but inside a cluster that the stack only uses. */
  isAtHome({ type, provider = "" }: Pick<Unfinished, "type" | "provider">): boolean {
    return !isInsideCluster(type) || this.#clusters.get(provider)?.isOwn === true;
  }

  /** Looks for one resource; what has no mark of its stack only where the engine had begun to make it. */
  async find(one: Unfinished): Promise<Found> {
    if (isInsideCluster(one.type)) return this.#findInside(one);
    const cloud = this.#clouds.get(one.provider ?? "");
    return cloud === undefined || isMadeAnew(one.type) ? NOTHING : { ids: await idsInCloud(one, cloud) };
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
    if (cluster === undefined || !one.begun || isMadeAnew(one.type)) return NOTHING;
    const found = await (one.type === RELEASE_TYPE
      ? wished(releaseWish(one.inputs), (wish) => cluster.release(wish))
      : wished(objectWish(one.inputs), (wish) => cluster.object(wish)));
    if (found === undefined) return NOTHING;
    const { id, manager } = found;
    return { ids: [id], ...(manager === undefined ? {} : { manager }) };
  }
}

/** Ways into the clusters that a program is inside of, by key of their providers. */
export function clusterSearches(
  tools: ClusterTools,
  plan: Plan,
  clients: ReadonlyMap<string, AwsClient>,
): ReadonlyMap<string, ClusterSearch> {
  const { stack } = plan;
  const isOwn = plan.resources.some(({ type }) => type === K3S_CLUSTER);
  const found = clusterAnchors(plan).flatMap(({ key, name, awsProvider }) => {
    const client = clients.get(awsProvider ?? "");
    const way =
      awsProvider === undefined
        ? stateWay(tools, { name, isOwn, stack, provider: key })
        : client && eksWay(tools, client, { name, stack });
    return way === undefined ? [] : [[key, new ClusterSearch(tools, way)] as const];
  });
  return new Map(found);
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
  /** Name of the cluster in EKS, or of the provider. */
  readonly name: string;
  /** Key of the provider of the cluster itself. @default - it is not of EKS, and the state knows the way in */
  readonly awsProvider?: string;
}

const EKS_CLUSTER = "aws:eks/cluster:Cluster";

/** Component of a cluster of K3s in AWS. Every other cluster without EKS is somebody else's. */
export const K3S_CLUSTER = "atoll:k3s:K3sCluster";

/** Clusters that a program is inside of: of EKS where their kubeconfig comes from one of the same program. */
function clusterAnchors({ resources }: Plan): readonly ClusterAnchor[] {
  const byKey = new Map(resources.map((one) => [resourceKey(one), one]));
  return resources
    .filter(({ type }) => type === KUBERNETES_PROVIDER)
    .flatMap((provider): readonly ClusterAnchor[] => {
      const key = resourceKey(provider);
      const sources = (provider.sources?.["kubeconfig"] ?? []).map((source) => byKey.get(source));
      const cluster = sources.find((one) => one?.type === EKS_CLUSTER);
      if (cluster === undefined) return [{ key, name: provider.name }];
      const name = cluster.inputs["name"];
      return typeof name === "string" ? [{ key, name, awsProvider: cluster.provider ?? "" }] : [];
    });
}
