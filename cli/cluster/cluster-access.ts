import { kubeconfig } from "../../components/cluster/kubeconfig.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import type { Tools } from "../recover/tools.ts";
import type { ClusterApi } from "./cluster-api.ts";

/** The command lines of a recovery, and a way into a cluster. */
export interface ClusterTools extends Tools {
  /** Way into the network of the clusters. @default - none is needed */
  readonly proxyUrl?: string;
  /** Opens the API server that a kubeconfig leads to. */
  openCluster(name: string, config: object): Promise<ClusterApi>;
}

/** The command lines for a stack that has no cluster. */
export function withoutClusters(tools: Tools): ClusterTools {
  return { ...tools, openCluster: (name) => Promise.reject(new Error(`${name} belongs to no such stack`)) };
}

/** What EKS tells of a cluster, as far as it is read here. */
export interface ClusterDescription {
  readonly name: string;
  readonly status: string;
  readonly endpoint?: string;
  readonly certificateAuthority?: { readonly data?: string };
  readonly identity?: { readonly oidc?: { readonly issuer?: string } };
}

/** What EKS says of a cluster; undefined when there is none of this name. */
export async function describedCluster(
  client: AwsClient,
  name: string,
): Promise<ClusterDescription | undefined> {
  const call = ["eks", "describe-cluster", "--name", name];
  const answer = await client.ask<{ readonly cluster: ClusterDescription }>(
    call,
    "ResourceNotFoundException",
  );
  return answer?.cluster;
}

/** Whether a cluster has an API server that can be asked. */
export function hasServer(found: ClusterDescription | undefined): found is ClusterDescription {
  return found?.endpoint !== undefined && found.endpoint !== "" && found.status !== "DELETING";
}

/** The kubeconfig with which the program's own provider enters a cluster. */
export function clusterConfig(
  client: AwsClient,
  { name, endpoint = "", certificateAuthority }: ClusterDescription,
  proxyUrl?: string,
): object {
  return kubeconfig({
    name,
    endpoint,
    authority: certificateAuthority?.data ?? "",
    awsRegion: client.region,
    roleArn: client.roleArn ?? "",
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
  });
}
