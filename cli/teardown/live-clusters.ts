import { kubeconfig } from "../../components/cluster/kubeconfig.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import type { Tools } from "../recover/tools.ts";
import type { ClusterApi } from "./cluster-api.ts";
import type { Ground } from "./ground.ts";

/** The command lines of a recovery, and a way into a cluster. */
export interface TeardownTools extends Tools {
  /** Opens the API server that a kubeconfig leads to. */
  openCluster(name: string, config: object): Promise<ClusterApi>;
}

interface Description {
  readonly name: string;
  readonly status: string;
  readonly endpoint?: string;
  readonly certificateAuthority?: { readonly data?: string };
}

/** What EKS says of a cluster; undefined when there is none of this name. */
export async function describedCluster(client: AwsClient, name: string): Promise<Description | undefined> {
  const call = ["eks", "describe-cluster", "--name", name];
  const answer = await client.ask<{ readonly cluster: Description }>(call, "ResourceNotFoundException");
  return answer?.cluster;
}

/** Names of the stack's clusters that still exist. */
export async function livingClusters({ places }: Ground): Promise<readonly string[]> {
  const asked = places.flatMap(({ client, clusters }) =>
    clusters.map((name) => describedCluster(client, name)),
  );
  return (await Promise.all(asked)).flatMap((found) => found?.name ?? []);
}

/**
 * Does work with the API servers of a stack's clusters at hand, those that exist and have one.
 *
 * @param proxyUrl way into the network, where the entry names one
 */
export async function withClusters<Result>(
  {
    tools,
    ground,
    proxyUrl,
  }: { readonly tools: TeardownTools; readonly ground: Ground; readonly proxyUrl?: string },
  work: (clusters: readonly ClusterApi[]) => Promise<Result>,
): Promise<Result> {
  const opened: ClusterApi[] = [];
  try {
    for (const { client, clusters } of ground.places)
      for (const name of clusters) {
        const found = await describedCluster(client, name);
        if (found?.endpoint === undefined || found.endpoint === "" || found.status === "DELETING") continue;
        opened.push(await tools.openCluster(name, configOf(client, found, proxyUrl)));
      }
    return await work(opened);
  } finally {
    for (const cluster of opened) await cluster.close();
  }
}

function configOf(
  client: AwsClient,
  { name, endpoint = "", certificateAuthority }: Description,
  proxyUrl?: string,
) {
  return kubeconfig({
    name,
    endpoint,
    authority: certificateAuthority?.data ?? "",
    awsRegion: client.region,
    roleArn: client.roleArn ?? "",
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
  });
}
