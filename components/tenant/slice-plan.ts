import { RBAC_GROUP } from "../../fleet/tenant-vocabulary.ts";
import { tierContract } from "../../fleet/tiers.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { type Labels, namespacePlan, ownerLabels, type PlannedNamespace } from "./namespace-plan.ts";
import { limitPlan, type PlannedLimits, type PlannedQuota, quotaPlan } from "./quota-plan.ts";
import { type PlannedRole, rolePlan } from "./role-plan.ts";
import { DEFAULT_PROTECT, type TenantSettings } from "./settings.ts";
import { type PlannedPolicy, trafficPlan } from "./traffic-plan.ts";

/** A role, and the groups that hold it. */
export interface HeldRole extends PlannedRole {
  readonly subjects: { readonly apiGroup: string; readonly kind: "Group"; readonly name: string }[];
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
}

/** Decides a slice from its settings and what is known of its cluster. */
export function slicePlan(settings: TenantSettings, facts: ClusterFacts): SlicePlan {
  const { quota, limits } = tierContract(settings.tier, settings.size);
  const holders = { developer: settings.developers, viewer: settings.viewers };
  return {
    namespace: namespacePlan(settings, facts.kubernetes),
    labels: ownerLabels(settings),
    protect: settings.protect ?? DEFAULT_PROTECT,
    quotas: quotaPlan(quota, facts.storageClass),
    limits: limitPlan(limits),
    policies: trafficPlan(facts.identity, facts.ipFamily),
    roles: rolePlan().map((role) => ({
      ...role,
      subjects: holders[role.name].map((name) => ({ apiGroup: RBAC_GROUP, kind: "Group", name })),
    })),
  };
}
