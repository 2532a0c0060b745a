import type * as pulumi from "@pulumi/pulumi";
import type { Cluster as ReadyCluster } from "../components/cluster/cluster.ts";
import { UPGRADE_NAMESPACE } from "../components/k3s/system/upgrade-plan.ts";
import { plannedAddOns } from "../components/platform/plan.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { TenantGuards } from "../components/tenant/guards/tenant-guards.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { LONGHORN_NAMESPACE } from "../fleet/k3s/system-vocabulary.ts";
import { tenantSlices } from "./tenant-settings.ts";

/** What guards a cluster. */
export interface DeployedGuards {
  /** What comes before a tenant's namespace. */
  readonly ready: readonly pulumi.Resource[];
  /** What they are called, for cells. @default - nothing is there */
  readonly names?: pulumi.Output<string>;
}

/** Where K3s' own controllers are that no add-on of the catalog brings; a subject that is not there hurts nothing. */
const SYSTEM_NAMESPACES = [LONGHORN_NAMESPACE, UPGRADE_NAMESPACE];

/**
 * Guards of a cluster, once, in the stack of the cluster. They are there for a tenant of it, and for its cells whether
 * any tenant is in them or not: those are other stacks, which come before a tenant of the cluster's own and go after.
 */
export function deployTenantGuards(
  fleet: Fleet,
  cluster: Cluster,
  ready: ReadyCluster,
  settings: Pick<PlatformSettings, "addOns">,
): DeployedGuards {
  if (cluster.cells === undefined && tenantSlices(fleet, cluster).length === 0) return { ready: [] };
  const namespaces = plannedAddOns(settings).map(({ contract }) => contract.namespace);
  const platformNamespaces = [...new Set([...namespaces, ...SYSTEM_NAMESPACES])].sort();
  const mode = cluster.tenantGuards;
  return new TenantGuards(`${cluster.id}-tenants`, { cluster: ready, platformNamespaces, mode });
}
