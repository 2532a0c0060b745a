import { DEPLOYER_ACCOUNT } from "../../fleet/charts/delivery-vocabulary.ts";
import { RBAC_GROUP } from "../../fleet/tenant-vocabulary.ts";
import { tierContract } from "../../fleet/tiers.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { type Labels, namespacePlan, ownerLabels, type PlannedNamespace } from "./namespace-plan.ts";
import { limitPlan, type PlannedLimits, type PlannedQuota, quotaPlan } from "./quota-plan.ts";
import { type PlannedRole, rolePlan } from "./role-plan.ts";
import { type MeshPlan, meshPlan } from "./mesh-plan.ts";
import { DEFAULT_MESH, DEFAULT_PROTECT, type TenantSettings } from "./settings.ts";
import { type PlannedPolicy, trafficPlan } from "./traffic-plan.ts";

/** Who holds a role: people of a group, or an account of the namespace. */
type Holder =
  | { readonly apiGroup: string; readonly kind: "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

/** A role, and who holds it. */
export interface HeldRole extends PlannedRole {
  readonly subjects: Holder[];
}

/** Every object of a slice, before any of them is registered. */
export interface SlicePlan {
  readonly namespace: PlannedNamespace;
  /** Labels of everything inside the namespace. */
  readonly labels: Labels;
  readonly protect: boolean;
  readonly quotas: readonly PlannedQuota[];
  readonly limits: PlannedLimits[];
  readonly policies: readonly PlannedPolicy[];
  readonly roles: readonly HeldRole[];
  /** Who speaks with its pods in the mesh; absent outside one. */
  readonly mesh?: MeshPlan;
}

/** Decides a slice from its settings and what is known of its cluster. */
export function slicePlan(settings: TenantSettings, facts: ClusterFacts): SlicePlan {
  const { quota, limits } = tierContract(settings.tier, settings.size);
  const holders = { developer: settings.developers, viewer: settings.viewers };
  const namespace = namespacePlan(settings, facts.kubernetes);
  return {
    namespace,
    labels: ownerLabels(settings),
    protect: settings.protect ?? DEFAULT_PROTECT,
    quotas: quotaPlan(quota, facts.storageClass),
    limits: limitPlan(limits),
    policies: trafficPlan(facts.identity, facts.ipFamily),
    roles: rolePlan().map((role) => ({
      ...role,
      subjects: [
        ...holders[role.name].map((name): Holder => ({ apiGroup: RBAC_GROUP, kind: "Group", name })),
        ...(role.name === "developer" ? [deployer(namespace.name)] : []),
      ],
    })),
    ...((settings.mesh ?? DEFAULT_MESH) ? { mesh: meshPlan(namespace.name) } : {}),
  };
}

/** As whom Argo CD applies what developers declare. No such account is made: so no pod runs as it, and no token names it. */
function deployer(namespace: string): Holder {
  return { kind: "ServiceAccount", name: DEPLOYER_ACCOUNT, namespace };
}
