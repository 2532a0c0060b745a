import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { TENANT_NODE_LABEL, TENANT_NODE_TAINT } from "./karpenter-vocabulary.ts";
import { launchesNodes } from "./launches-nodes.ts";
import type { NodePool } from "./node-pool.ts";
import { TENANT_POOL } from "../schema/node-pools.ts";
import { slaSettings } from "../sla.ts";
import { quotaOf, type QuotaWishes } from "../tenants/quota.ts";
import { pairOf } from "../upgrade/pair.ts";
import { CLASS_TABLE } from "./workload-classes.ts";

/** Of a node of 8 processors and 32 GiB, what is left for a tenant's pods beside the node's own. */
const USABLE = { cpuMillicores: 7_000, memoryMiB: 28 * 1024 };

/** Nodes beyond those that the quota fills, so that one can be replaced while all are full. */
const SPARE_NODES = 1;

/** What says which tenants a cluster carries. */
export type Carried = Pick<Inventory, "tenants" | "clusters">;

/**
 * The pools of tenants with nodes of their own, one for each tenant with a place in this cluster, by name. Of a pair of
 * which one takes the other's place both have them, as both have the slices; and so has a standby.
 */
export function tenantPools(inventory: Carried, cluster: Cluster): readonly NodePool[] {
  const carried = new Set(pairOf(inventory, cluster.id));
  return [...inventory.tenants.values()]
    .filter(({ tier }) => tier === "dedicated-nodes")
    .map((tenant) => ({ tenant, count: placesIn(tenant, carried) }))
    .filter(({ count }) => count > 0)
    .map(({ tenant, count }) => tenantPool(cluster, tenant, count))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Nodes of all those pools together. */
export function tenantNodes(inventory: Carried, cluster: Cluster): number {
  if (!launchesNodes(cluster)) return 0;
  return tenantPools(inventory, cluster).reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Name of a tenant's pool. */
export function tenantPoolName(tenant: string): string {
  return `${TENANT_POOL}${tenant}`;
}

function placesIn(tenant: Tenant, carried: ReadonlySet<string>): number {
  return tenantHomes(tenant).filter(({ cluster }) => carried.has(cluster)).length;
}

/** Nodes that hold all that a tenant's environments here may ask for together. */
export function nodesForQuota(tenant: QuotaWishes, environments: number): number {
  const { requests } = quotaOf(tenant);
  const share = Math.max(
    requests.cpuMillicores / USABLE.cpuMillicores,
    requests.memoryMiB / USABLE.memoryMiB,
  );
  return Math.ceil(share * environments) + SPARE_NODES;
}

function tenantPool(cluster: Cluster, tenant: Tenant, environments: number): NodePool {
  const { general } = CLASS_TABLE;
  const { consolidateAfterMinutes, expireAfterHours, freezes } = slaSettings(cluster);
  const nodes = nodesForQuota(tenant, environments);
  const places = environments === 1 ? "1 environment" : `${environments} environments`;
  return {
    name: tenantPoolName(tenant.id),
    class: "general",
    tenant: tenant.id,
    nodes,
    isNodeLimit: true,
    cpusPerNode: general.cpusPerNode,
    cpuLimit: nodes * general.cpusPerNode,
    why: `the quota of ${places} of size ${tenant.size}, and ${SPARE_NODES} node to replace another`,
    floor: { nodes: 0, times: [] },
    machines: {
      categories: general.usual,
      oldestGeneration: general.oldestGeneration,
      cpus: { least: 4, most: 16 },
      architectures: ["amd64"],
    },
    labels: { [TENANT_NODE_LABEL]: tenant.id },
    taints: [{ key: TENANT_NODE_TAINT, value: tenant.id }],
    disruption: {
      percent: 10,
      consolidation: general.consolidation,
      consolidateAfterMinutes,
      expireAfterHours,
      graceHours: general.graceHours,
      freezes,
    },
  };
}
