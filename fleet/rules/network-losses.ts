import type { Finding } from "../check.ts";
import type { Cluster } from "../inventory.ts";
import { hasIpv6, lockedFamily } from "../networks/ip-family.ts";
import type { CreatedNetwork } from "../schema/networks.ts";
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
  const moved = familyMoves(id, { ipFamily }, locked);
  if (moved.length > 0) return [...lost, ...moved];
  if (!hasIpv6({ dualStack, ipFamily }) && locked.dualStack === true) {
    const expected = "true, for a network in use keeps its IPv6 range";
    lost.push({ file, at: ["network", "dualStack"], expected, got: "false", hint: BESIDE });
  }
  return lost;
}

/** A family that is another than the cluster was made with. */
export function familyMoves(
  id: string,
  { ipFamily }: Pick<CreatedNetwork, "ipFamily">,
  locked: LockedCluster,
): readonly Finding[] {
  const was = lockedFamily(locked);
  if (ipFamily === was) return [];
  const expected = `${was}, for EKS gives a cluster its family when it is made`;
  const hint = `enter a new cluster with replaces: ${id}, and retire this one when all has moved`;
  const where = { file: `clusters/${id}.yaml`, at: ["network", "ipFamily"] };
  return [{ ...where, expected, got: JSON.stringify(ipFamily), hint }];
}
