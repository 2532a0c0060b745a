import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { accessFindings } from "./access.ts";
import { alertRouteFindings } from "./alert-routes.ts";
import { centralMetricsFindings } from "./central-metrics.ts";
import { sharedAdoptions } from "./adoptions.ts";
import { guardedValueFindings } from "./guarded-values.ts";
import { exceptionStackFindings } from "./exceptions.ts";
import { fullClusterFindings } from "../placement/full-clusters.ts";
import { cellFindings } from "./cells.ts";
import type { LockReader } from "./foreign-remedy.ts";
import type { KnownIds } from "./known-ids.ts";
import { takenHostFindings } from "./host-moves.ts";
import { ipFamilyFindings } from "./ip-family.ts";
import { k3sPoolFindings } from "./k3s-pools.ts";
import { linkFindings } from "./links.ts";
import { clusterKindFindings } from "./cluster-kinds.ts";
import { hostFindings } from "./hosts.ts";
import { k3sFindings } from "./k3s.ts";
import { nameFindings } from "./names.ts";
import { networkFindings } from "./networks.ts";
import { nodeGroupFindings } from "./node-groups.ts";
import { nodePoolFindings } from "./node-pools.ts";
import { podNetworkingFindings } from "./pod-networking.ts";
import { placementFindings } from "./placements.ts";
import { rangeFindings } from "./ranges.ts";
import { privateOnlyFindings } from "./private-only.ts";
import { sharedEndpointFindings } from "./shared-endpoints.ts";
import { standbyFindings } from "./standbys.ts";
import { sharedTags } from "./shared-tags.ts";
import { stateFindings } from "./state.ts";
import { tenantDatabaseFindings } from "./tenant-databases.ts";
import { tenantEgressFindings } from "./tenant-egress.ts";
import { tenantLimitFindings } from "./tenant-limits.ts";
import { tenantApplicationFindings } from "./tenant-applications.ts";
import { tenantScalingFindings } from "./tenant-scaling.ts";
import { tenantGroupFindings } from "./tenant-groups.ts";
import { tenantHostFindings } from "./tenant-hosts.ts";
import { tenantRouteFindings } from "./tenant-routes.ts";
import { referenceFindings } from "./references.ts";
import { regionAccountFindings } from "./region-accounts.ts";
import { regionFindings } from "./regions.ts";
import { retirementFindings } from "./retirement.ts";
import { successionFindings } from "./successions.ts";
import { transitFindings } from "./transit.ts";
import { versionFindings } from "./versions.ts";
import { vcpuQuotaFindings } from "./vcpu-quotas.ts";
import { zoneFindings } from "./zones.ts";

/** Everything that needs more than one field or more than one file to judge. Each rule is linear in the fleet. */
export function inventoryFindings(
  inventory: Inventory,
  ids: KnownIds,
  readLock: LockReader,
): readonly Finding[] {
  return [
    ...nameFindings(inventory, ids),
    ...referenceFindings(inventory, ids),
    ...rangeFindings(inventory.settings),
    ...stateFindings(inventory),
    ...clusterKindFindings(inventory),
    ...networkFindings(inventory),
    ...hostFindings(inventory),
    ...k3sFindings(inventory),
    ...podNetworkingFindings(inventory),
    ...ipFamilyFindings(inventory),
    ...privateOnlyFindings(inventory),
    ...sharedEndpointFindings(inventory),
    ...sharedAdoptions(inventory),
    ...sharedTags(inventory),
    ...zoneFindings(inventory),
    ...versionFindings(inventory),
    ...accessFindings(inventory),
    ...nodePoolFindings(inventory),
    ...k3sPoolFindings(inventory),
    ...nodeGroupFindings(inventory),
    ...vcpuQuotaFindings(inventory),
    ...tenantFindings(inventory, ids, readLock),
    ...linkFindings(inventory, ids, readLock),
    ...regionFindings(inventory),
    ...regionAccountFindings(inventory),
    ...transitFindings(inventory, readLock),
    ...monitoringFindings(inventory),
    ...guardedValueFindings(inventory),
    ...retirementFindings(inventory),
    ...successionFindings(inventory, ids),
    ...exceptionStackFindings(inventory),
  ];
}

function tenantFindings(inventory: Inventory, ids: KnownIds, readLock: LockReader): readonly Finding[] {
  return [
    ...placementFindings(inventory, ids),
    ...tenantGroupFindings(inventory),
    ...tenantApplicationFindings(inventory),
    ...tenantScalingFindings(inventory),
    ...tenantDatabaseFindings(inventory, readLock),
    ...tenantEgressFindings(inventory),
    ...[...inventory.tenants.values()].flatMap(tenantLimitFindings),
    ...tenantHostFindings(inventory),
    ...takenHostFindings(inventory),
    ...tenantRouteFindings(inventory),
    ...cellFindings(inventory),
    ...standbyFindings(inventory),
    ...fullClusterFindings(inventory),
  ];
}

function monitoringFindings(inventory: Inventory): readonly Finding[] {
  return [...alertRouteFindings(inventory), ...centralMetricsFindings(inventory)];
}
