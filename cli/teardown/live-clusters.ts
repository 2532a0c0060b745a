import { clusterConfig, type ClusterTools, describedCluster, hasServer } from "../cluster/cluster-access.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import type { Ground } from "./ground.ts";

/**
 * Names of the stack's clusters that still exist.
 *
 * @throws InputError when somebody else's cluster has the name of one
 */
export async function livingClusters({ places, stack }: Ground): Promise<readonly string[]> {
  const asked = places.flatMap(({ client, clusters }) =>
    clusters.map((name) => describedCluster(client, { name, stack })),
  );
  return (await Promise.all(asked)).flatMap((found) => found?.name ?? []);
}

/** Does work with the API servers of a stack's clusters at hand, those that exist and have one. */
export async function withClusters<Result>(
  { tools, ground }: { readonly tools: ClusterTools; readonly ground: Ground },
  work: (clusters: readonly ClusterApi[]) => Promise<Result>,
): Promise<Result> {
  const opened: ClusterApi[] = [];
  try {
    for (const { client, clusters } of ground.places)
      for (const name of clusters) {
        const found = await describedCluster(client, { name, stack: ground.stack });
        if (!hasServer(found)) continue;
        opened.push(await tools.openCluster(name, clusterConfig(client, found, tools.proxyUrl)));
      }
    return await work(opened);
  } finally {
    for (const cluster of opened) await cluster.close();
  }
}
