import { kubeconfig } from "../../components/cluster/kubeconfig.ts";
import { InputError } from "../../fleet/check.ts";
import { ORGANISATION_TAG, STACK_TAG } from "../../fleet/tags.ts";
import type { AwsClient } from "../recover/aws-client.ts";
import { isOwn, ownerText } from "../recover/own-tags.ts";
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
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * What EKS says of a stack's cluster; undefined when there is none of this name.
 *
 * @throws InputError when there is one, and its tags do not say that it is this stack's: a name alone owns nothing
 */
export async function describedCluster(
  client: AwsClient,
  { name, stack }: { readonly name: string; readonly stack: string },
): Promise<ClusterDescription | undefined> {
  const call = ["eks", "describe-cluster", "--name", name];
  const answer = await client.ask<{ readonly cluster: ClusterDescription }>(
    call,
    "ResourceNotFoundException",
  );
  if (answer !== undefined && !isOwn(client, stack, answer.cluster.tags))
    throw foreignCluster(client, stack, answer.cluster);
  return answer?.cluster;
}

function foreignCluster(
  { defaultTags, region }: AwsClient,
  stack: string,
  { name, tags }: ClusterDescription,
): InputError {
  const wanted = ownerText({ [ORGANISATION_TAG]: defaultTags[ORGANISATION_TAG] ?? "?", [STACK_TAG]: stack });
  const hint = "it is not this stack's, so nothing in it is read or changed";
  const file = `EKS cluster ${name} in ${region}`;
  return new InputError([{ file, path: "tags", expected: wanted, got: ownerText(tags), hint }]);
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
