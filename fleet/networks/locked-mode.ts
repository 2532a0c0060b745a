import type { LockedCluster } from "../schema/lock.ts";
import type { Cluster } from "../inventory.ts";

/** Mode of the network that a cluster was built in. */
export function lockedMode({
  vpcId,
  external,
}: Pick<LockedCluster, "vpcId" | "external">): Cluster["network"]["mode"] {
  if (external === true) return "external";
  return vpcId === undefined ? "create" : "existing";
}
