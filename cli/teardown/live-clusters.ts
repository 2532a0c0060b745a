import { clusterConfig, type ClusterTools, describedCluster, hasServer } from "../cluster/cluster-access.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { stateKubeconfigs } from "../cluster/state-kubeconfig.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import type { Ground } from "./ground.ts";

/** A cluster of a stack, as it is asked for. */
interface Asked {
  readonly client: AwsClient;
  readonly name: string;
}

function clustersOfEks({ places, k3s }: Ground): readonly Asked[] {
  return places.flatMap(({ client, clusters }) =>
    clusters.filter((name) => k3s?.has(name) !== true).map((name) => ({ client, name })),
  );
}

/**
 * Names of the stack's clusters that still exist.
 *
 * @throws InputError when somebody else's cluster has the name of one
 */
export async function livingClusters(ground: Ground): Promise<readonly string[]> {
  const asked = clustersOfEks(ground).map(({ client, name }) =>
    describedCluster(client, { name, stack: ground.stack }),
  );
  const ofEks = (await Promise.all(asked)).flatMap((found) => found?.name ?? []);
  return [...ofEks, ...k3sWays(ground).map(([name]) => name)];
}

/** Clusters of K3s that have servers, each with the key of the provider in whose settings the way in stands. */
function k3sWays({ k3s = new Map() }: Ground): readonly (readonly [name: string, way: string])[] {
  return [...k3s].flatMap(([name, { way }]) => (way === undefined ? [] : [[name, way] as const]));
}

/** Does work with the API servers of a stack's clusters at hand, those that exist and have one. */
export async function withClusters<Result>(
  { tools, ground }: { readonly tools: ClusterTools; readonly ground: Ground },
  work: (clusters: readonly ClusterApi[]) => Promise<Result>,
): Promise<Result> {
  const opened: ClusterApi[] = [];
  try {
    for (const { client, name } of clustersOfEks(ground)) {
      const found = await describedCluster(client, { name, stack: ground.stack });
      if (!hasServer(found)) continue;
      opened.push(await tools.openCluster(name, clusterConfig(client, found, tools.proxyUrl)));
    }
    const ways = k3sWays(ground);
    const configs = ways.length === 0 ? undefined : await stateKubeconfigs(tools, ground.stack);
    for (const [name, way] of ways) {
      const config = configs?.get(way);
      if (config !== undefined) opened.push(await tools.openCluster(name, config));
    }
    return await work(opened);
  } finally {
    for (const cluster of opened) await cluster.close();
  }
}
