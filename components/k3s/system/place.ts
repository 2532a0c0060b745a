import type { Cluster, ClusterCloud, Identity, Permission } from "../../cluster/cluster.ts";
import type { ObjectPlace } from "../../cluster/system-objects.ts";
import type { K3sSettings } from "../settings.ts";

/** Where the parts of the system go, and what they have in common. */
export interface SystemPlace extends ObjectPlace {
  readonly settings: K3sSettings;
  readonly cloud: ClusterCloud;
  readonly grantIdentity: Cluster["grantIdentity"];
  /** Pods of each controller, on as many servers. Range 1..2. */
  readonly replicas: number;
}

/** Pods of each controller: two where there are servers for them, for one of them works at a time. */
export function controllerReplicas(servers: number): number {
  return Math.min(2, servers);
}

/** Rights in the cloud for a controller of the cluster itself, which cannot do without. */
export function grantedIdentity(
  { name, grantIdentity }: SystemPlace,
  namespace: string,
  account: string,
  permissions: readonly Permission[],
): Identity {
  const identity = grantIdentity(namespace, account, permissions);
  if ("refused" in identity)
    throw new Error(`${name} gives ${namespace}/${account} no rights: ${identity.refused}`);
  return identity;
}
