import type { ClusterFacts } from "../../cluster/cluster.ts";
import { EKS_ACCOUNT } from "./cel.ts";
import type { Guard } from "./guard.ts";
import { autoscalers } from "./policies/autoscalers.ts";
import { budgets } from "./policies/budgets.ts";
import { claims } from "./policies/claims.ts";
import { commands } from "./policies/commands.ts";
import { deployments } from "./policies/deployments.ts";
import { finalizers } from "./policies/finalizers.ts";
import { hosts } from "./policies/hosts.ts";
import { namespaces } from "./policies/namespaces.ts";
import { operatedPods } from "./policies/operated-pods.ts";
import { platformKinds } from "./policies/platform-kinds.ts";
import { platformObjects } from "./policies/platform-objects.ts";
import { podImages } from "./policies/pod-images.ts";
import { podPlacement } from "./policies/pod-placement.ts";
import { podShape } from "./policies/pod-shape.ts";
import { secrets } from "./policies/secrets.ts";
import { services } from "./policies/services.ts";

/** All guards: as many as there are, however many tenants a cluster has. */
export const GUARDS: readonly Guard[] = [
  namespaces,
  platformObjects,
  platformKinds,
  podPlacement,
  podImages,
  podShape,
  operatedPods,
  services,
  hosts,
  claims,
  secrets,
  commands,
  autoscalers,
  budgets,
  finalizers,
  deployments,
];

/**
 * Guards of a cluster. EKS' own parts are none of them asked, where EKS is what runs: its policies of the network are
 * enforced by a part of its control plane, so no other kind of cluster has them.
 */
export function guardsOf({
  networkPolicyEngine,
}: Pick<ClusterFacts, "networkPolicyEngine">): readonly Guard[] {
  if (networkPolicyEngine !== "vpc-cni") return GUARDS;
  return GUARDS.map((guard) => ({
    ...guard,
    conditions: { "not-of-eks": `!${EKS_ACCOUNT}`, ...guard.conditions },
  }));
}
