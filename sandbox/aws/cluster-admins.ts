import type { Cloud, Place } from "./cloud.ts";
import * as tokens from "./tokens.ts";

/** @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export const CLUSTER_ADMIN_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** Why a principal may not do everything in a cluster; nothing when it may. */
export function refusalOf(
  cloud: Cloud,
  place: Place,
  { clusterName, principalArn }: { readonly clusterName: string; readonly principalArn: string },
): string | undefined {
  if (cloud.find({ ...place, type: tokens.CLUSTER, state: { name: clusterName } }) === undefined) {
    return `No cluster found for name: ${clusterName}.`;
  }
  const state = { clusterName, principalArn };
  if (cloud.find({ ...place, type: tokens.ACCESS_ENTRY, state }) === undefined) {
    return `${principalArn} has no access entry on cluster ${clusterName}`;
  }
  const policies = cloud.list({ ...place, type: tokens.ACCESS_POLICY, state });
  const admin = policies.some(
    (one) => one.state["policyArn"] === CLUSTER_ADMIN_POLICY && isClusterWide(one.state),
  );
  if (admin) return undefined;
  return `${principalArn} is no administrator of cluster ${clusterName}; the simulator knows no lesser rights`;
}

function isClusterWide(state: Readonly<Record<string, unknown>>): boolean {
  const scope = state["accessScope"];
  return typeof scope === "object" && scope !== null && "type" in scope && scope.type === "cluster";
}
