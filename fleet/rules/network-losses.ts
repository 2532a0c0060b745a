import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { hasIpv6, lockedFamily } from "../networks/ip-family.ts";
import type { CreatedNetwork } from "../schema/cluster.ts";
import type { LockedCluster } from "../schema/lock.ts";

const BESIDE = "build a new cluster beside it, and retire this one";

/** Settings of a live network whose change deletes what its nodes stand on, or that AWS refuses half-way. */
export function networkLosses(
  { id }: Cluster,
  { egress, dualStack, ipFamily }: CreatedNetwork,
  locked: LockedCluster,
): readonly Finding[] {
  const file = `clusters/${id}.yaml`;
  const hasPublic = Object.keys(locked.subnets).some((key) => key.startsWith("public-"));
  const lost: Finding[] = [];
  if (egress === "private-only" && hasPublic) {
    const expected = "nat, for the cluster's public subnets and their addresses would be deleted";
    lost.push({ file, at: ["network", "egress"], expected, got: JSON.stringify(egress), hint: BESIDE });
  }
  if (ipFamily !== lockedFamily(locked)) {
    const expected = `${lockedFamily(locked)}, for EKS gives a cluster its family when it is made`;
    const got = JSON.stringify(ipFamily);
    const hint = `enter a new cluster with replaces: ${id}, and retire this one when all has moved`;
    lost.push({ file, at: ["network", "ipFamily"], expected, got, hint });
    return lost;
  }
  if (!hasIpv6({ dualStack, ipFamily }) && locked.dualStack === true) {
    const expected = "true, for a network in use keeps its IPv6 range";
    lost.push({ file, at: ["network", "dualStack"], expected, got: "false", hint: BESIDE });
  }
  return lost;
}
