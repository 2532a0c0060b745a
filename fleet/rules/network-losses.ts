import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import type { CreatedNetwork } from "../schema/cluster.ts";
import type { LockedCluster } from "../schema/lock.ts";

const BESIDE = "build a new cluster beside it, and retire this one";

/** Settings of a live network whose change deletes what its nodes stand on, or that AWS refuses half-way. */
export function networkLosses(
  { id }: Cluster,
  { egress, dualStack }: CreatedNetwork,
  locked: LockedCluster,
): readonly Finding[] {
  const file = `clusters/${id}.yaml`;
  const hasPublic = Object.keys(locked.subnets).some((key) => key.startsWith("public-"));
  const lost: Finding[] = [];
  if (egress === "private-only" && hasPublic) {
    const expected = "nat, for the cluster's public subnets and their addresses would be deleted";
    lost.push({ file, at: ["network", "egress"], expected, got: JSON.stringify(egress), hint: BESIDE });
  }
  if (!dualStack && locked.dualStack === true) {
    const expected = "true, for a network in use keeps its IPv6 range";
    lost.push({ file, at: ["network", "dualStack"], expected, got: "false", hint: BESIDE });
  }
  return lost;
}
