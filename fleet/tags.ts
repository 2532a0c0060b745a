import type { Cluster, Inventory } from "./inventory.ts";

/** Says which stack owns a resource. */
export const STACK_TAG = "atoll:stack";

/** Says whose fleet it belongs to: two may share an account. */
export const ORGANISATION_TAG = "atoll:organisation";

/** Says which resource of the stack this is: its logical name, by which `atoll recover` finds it again. */
export const RESOURCE_TAG = "atoll:resource";

const CLUSTER_TAG = "atoll:cluster";
const ENVIRONMENT_TAG = "atoll:environment";

/** Tags by which every AWS resource says whose it is. */
export const OWNER_TAGS: readonly string[] = [
  ORGANISATION_TAG,
  CLUSTER_TAG,
  ENVIRONMENT_TAG,
  STACK_TAG,
  RESOURCE_TAG,
];

/** Tags that every AWS resource of a cluster's stack carries, through its provider. */
export function clusterTags(inventory: Inventory, cluster: Cluster): Readonly<Record<string, string>> {
  return {
    [ORGANISATION_TAG]: inventory.settings.organisation,
    [CLUSTER_TAG]: cluster.id,
    [ENVIRONMENT_TAG]: cluster.environment,
    [STACK_TAG]: cluster.id,
  };
}

/** Tags of one resource: the name people see in the console, and the logical name. `extra` may replace the former. */
export function resourceTags(
  logicalName: string,
  extra: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { Name: logicalName, ...extra, [RESOURCE_TAG]: logicalName };
}
