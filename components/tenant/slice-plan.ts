import { DEPLOYER_ACCOUNT } from "../../fleet/charts/delivery-vocabulary.ts";
import { RBAC_GROUP } from "../../fleet/tenant-vocabulary.ts";
import { quotaOf } from "../../fleet/tenants/quota.ts";
import { tierContract } from "../../fleet/tiers.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { databaseTraffic } from "./data/database-traffic.ts";
import { type Labels, namespacePlan, ownerLabels, type PlannedNamespace } from "./namespace-plan.ts";
import { limitPlan, type PlannedLimits, type PlannedQuota, quotaPlan } from "./quota-plan.ts";
import { type PlannedRole, rolePlan } from "./role-plan.ts";
import { type MeshPlan, meshPlan } from "./mesh-plan.ts";
import { DEFAULT_MESH, DEFAULT_PROTECT, DEFAULT_SUSPENDED, type TenantSettings } from "./settings.ts";
import type { SliceContext, SliceGrant, SliceObject } from "./slice-object.ts";
import { SLICE_PARTS } from "./slice-parts.ts";
import { type PlannedPolicy, trafficPlan } from "./traffic-plan.ts";
import { waypointOf } from "./ways/waypoint-name.ts";

/** Who holds a role: people of a group, or an account of the namespace. */
type Holder =
  | { readonly apiGroup: string; readonly kind: "Group"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

/** A role of the cluster, and who holds it here. */
export interface HeldRole extends Pick<PlannedRole, "name"> {
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
  /** What it has through add-ons of its cluster. */
  readonly objects: readonly SliceObject[];
  /** Rights of its accounts in the cloud. */
  readonly grants: readonly SliceGrant[];
}

/** Decides a slice from its settings and what is known of its cluster. */
export function slicePlan(settings: TenantSettings, facts: ClusterFacts): SlicePlan {
  const { suspended = DEFAULT_SUSPENDED } = settings;
  const { limits } = tierContract(settings.tier, settings.size);
  const quota = quotaOf(settings);
  const holders = { developer: settings.developers, viewer: settings.viewers };
  const namespace = namespacePlan(settings, facts);
  const context = sliceContext(settings, facts, namespace.name);
  const waypoint = waypointOf(settings, namespace.name);
  return {
    namespace,
    labels: ownerLabels(settings),
    protect: settings.protect ?? DEFAULT_PROTECT,
    // Of a suspended tenant no pod starts; what runs is ended once, and its volumes stay.
    quotas: quotaPlan(suspended ? { ...quota, pods: 0 } : quota, facts.storageClass),
    limits: limitPlan(limits),
    policies: [
      ...trafficPlan(facts.identity, facts.ipFamily, {
        ...settings,
        waypoint,
      }),
      ...databaseTraffic(context),
    ],
    roles: rolePlan().map(({ name: role }) => ({
      name: role,
      subjects: [
        ...holders[role].map((name): Holder => ({ apiGroup: RBAC_GROUP, kind: "Group", name })),
        ...(role === "developer" ? [deployer(namespace.name)] : []),
      ],
    })),
    ...((settings.mesh ?? DEFAULT_MESH) ? { mesh: meshPlan(namespace.name, waypoint) } : {}),
    objects: SLICE_PARTS.flatMap((part) => part.objects?.(context) ?? []).filter(({ needs }) =>
      context.has(needs),
    ),
    grants: SLICE_PARTS.flatMap((part) => part.grants?.(context) ?? []),
  };
}

function sliceContext(settings: TenantSettings, facts: ClusterFacts, namespace: string): SliceContext {
  const addOns = new Set(settings.addOns);
  return { settings, facts, namespace, labels: ownerLabels(settings), has: (name) => addOns.has(name) };
}

/** As whom Argo CD applies what developers declare. No such account is made: so no pod runs as it, and no token names it. */
function deployer(namespace: string): Holder {
  return { kind: "ServiceAccount", name: DEPLOYER_ACCOUNT, namespace };
}
