import { DATABASE_LABEL } from "../charts/data-vocabulary.ts";
import type { Inventory } from "../inventory.ts";
import { tenantNamespace } from "../names.ts";
import { tenantHomes } from "../placement/tenant-homes.ts";
import { pairOf } from "../upgrade/pair.ts";
import { hostStacks } from "./host-stacks.ts";

/**
 * What brings a suspended tenant to rest, in the order in which it is done. Its quota lets no pod start and ends none that
 * runs, so those are ended once; databases and what KEDA scales go to sleep by themselves. Nothing is scaled to zero by
 * hand: an autoscaler that finds zero pods does not begin again when the tenant wakes.
 */
export function restSteps(
  inventory: Pick<Inventory, "clusters" | "tenants">,
  tenant: string,
): readonly string[] {
  const entry = inventory.tenants.get(tenant);
  const homes = entry === undefined ? [] : tenantHomes(entry).filter(({ isStandby }) => !isStandby);
  const ends = homes.flatMap(({ environment, cluster }) =>
    pairOf(inventory, cluster).map((id) => `in ${id}: ${endPods(tenantNamespace(tenant, environment))}`),
  );
  return [...hostStacks(inventory, tenant).map((stack) => `pulumi up --stack ${stack}`), ...ends];
}

const endPods = (namespace: string): string =>
  `kubectl delete pods --namespace ${namespace} --selector '!${DATABASE_LABEL}'`;
