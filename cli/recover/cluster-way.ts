import { clusterConfig, type ClusterTools, describedCluster, hasServer } from "../cluster/cluster-access.ts";
import { stateKubeconfigs } from "../cluster/state-kubeconfig.ts";
import type { AwsClient } from "./aws-client.ts";
import { secretInState } from "./state.ts";

/** How one cluster is entered. */
export interface ClusterWay {
  /** As people know it. */
  readonly name: string;
  /** Whether the stack made the cluster, so that nobody else made in it what the program wants. */
  readonly isOwn: boolean;
  /** A kubeconfig; undefined where there is no cluster to be asked. */
  config(): Promise<object | undefined>;
  /** What the program's provider is told of the cluster, for a state that was lost; undefined where nobody knows it. */
  settings(): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** The way into a cluster of EKS: AWS tells where it is, and gives a token. */
export function eksWay(
  tools: ClusterTools,
  client: AwsClient,
  { name, stack }: { readonly name: string; readonly stack: string },
): ClusterWay {
  const described = async () => {
    const found = await describedCluster(client, { name, stack });
    return hasServer(found) ? found : undefined;
  };
  return {
    ...{ name, isOwn: true },
    config: async () => {
      const found = await described();
      return found && clusterConfig(client, found, tools.proxyUrl);
    },
    settings: async () => {
      const found = await described();
      if (found === undefined) return undefined;
      const config = JSON.stringify(clusterConfig(client, found, tools.proxyUrl));
      return { kubeconfig: secretInState(config), clusterIdentifier: found.identity?.oidc?.issuer ?? "" };
    },
  };
}

/** Where in which state a way in stands. */
interface StatePlace {
  readonly stack: string;
  /** Key of the provider of what is inside. */
  readonly provider: string;
}

/**
 * The way into any other cluster: it stands in the state, at the provider of what is inside. Before that provider was
 * made, nothing inside was.
 */
export function stateWay(
  tools: ClusterTools,
  { name, isOwn, stack, provider }: Pick<ClusterWay, "name" | "isOwn"> & StatePlace,
): ClusterWay {
  return {
    ...{ name, isOwn },
    config: async () => (await stateKubeconfigs(tools, stack)).get(provider),
    settings: () => Promise.resolve(undefined),
  };
}
